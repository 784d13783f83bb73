"""Train the models that ``kg.nlp`` runs: corpora → passages → windows → weights. Needs extra ``train``."""
