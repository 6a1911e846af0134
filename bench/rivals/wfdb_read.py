"""Reads WFDB records with wfdb-python: {task: "read", records: [paths without .hea], physical} gives {ms, samples}."""

import time

from protocol import Skip, serve, thread_count


def facts():
    import wfdb

    return {"wfdb": wfdb.__version__}


def read(request, _session):
    try:
        import wfdb
    except ImportError as error:
        raise Skip("wfdb is not installed") from error
    samples = 0
    start = time.perf_counter()
    for name in request["records"]:
        record = wfdb.rdrecord(name, physical=request["physical"])
        samples += record.sig_len * record.n_sig
    return {"ms": 1e3 * (time.perf_counter() - start), "samples": samples}


if __name__ == "__main__":
    thread_count()
    serve(facts, {"read": read})
