"""Made-up transcripts with gold turns, in many layouts: any number of documents, the same for the same seed.

    scripts/eval transcripts [--documents N] [--layout NAME] [--errors N] [--write FOLDER]

``talk`` has the sentences, ``people`` who says them, ``conversation`` puts them together, ``page`` remembers what
stands where, and each function of ``interviews``, ``briefings``, ``sessions`` and ``articles`` is a layout.
"""
