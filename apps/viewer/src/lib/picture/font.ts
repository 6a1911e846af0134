/** The family of the letters in pictures, on screen and in exports. */
export const PICTURE_FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif";
