/** A recording that was chosen, as files on this machine. */
export interface ChosenRecording {
  /** What the page opens: a record's name, or a file's with its ending. */
  readonly name: string;
  readonly paths: readonly string[];
  /** They are IDX files of images and labels, which are read whole; default false. */
  readonly areImages?: boolean;
}
