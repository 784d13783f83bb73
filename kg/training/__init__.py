"""Train the encoder that ``kg.nlp`` runs: corpora → passages → windows → weights. Needs the extra ``train``."""
