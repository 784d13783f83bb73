"""One encoder, many heads. PyTorch; the product runs the exported graph instead (``kg.nlp.encoder``)."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from transformers import AutoModel

from kg.nlp.scores import Labels
from kg.nlp.shapes import SHAPES
from kg.nlp.tagset import NAME_LABELS, ROLE_LABELS

WIDTH, SHAPE_WIDTH, HIDDEN = 384, 32, 256
ARC, RELATION, POINTER = 256, 96, 96
FARTHEST = 96
"""Words. Farther cues and antecedents share one bias of distance."""


class Pointer(nn.Module):
    """Scores, for each word, each other word it may point to; column 0 stands for none."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.origin = nn.Linear(width, POINTER)
        self.target = nn.Linear(width, POINTER)
        self.distance = nn.Embedding(2 * FARTHEST + 1, 1)
        nn.init.zeros_(self.distance.weight)

    def forward(self, words: Tensor, targets: Tensor) -> Tensor:
        """Return scores [b, m, m+1]; ``words`` [b, m, d], ``targets`` [b, m+1, d]."""
        places = torch.arange(targets.shape[1], device=words.device)
        apart = (places[None, :] - places[1:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        scores = torch.matmul(self.origin(words), self.target(targets).transpose(1, 2)) / POINTER**0.5
        return scores + self.distance(apart).squeeze(-1)


class Net(nn.Module):
    """MiniLM with heads over words: a word is the mean of its first and last piece, and its shape."""

    def __init__(self, base: str, inventory: Labels, attention: str = "sdpa") -> None:
        super().__init__()
        self.inventory = inventory
        self.encoder = AutoModel.from_pretrained(
            base, attn_implementation=attention, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.shape = nn.Embedding(SHAPES, SHAPE_WIDTH)
        width = WIDTH + SHAPE_WIDTH
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.dropout = nn.Dropout(0.1)
        self.trunk = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(0.2))
        self.labels = nn.ModuleDict(
            {
                "tag": nn.Linear(HIDDEN, len(inventory.tag)),
                "pos": nn.Linear(HIDDEN, len(inventory.pos)),
                "morph": nn.Linear(HIDDEN, len(inventory.morph)),
                "opens": nn.Linear(HIDDEN, 2),
            }
        )
        self.near = nn.Sequential(nn.Conv1d(width, HIDDEN, 3, padding=1), nn.GELU(), nn.Dropout(0.2))
        self.names = nn.Linear(HIDDEN, len(NAME_LABELS))
        self.roles = nn.Linear(width, len(ROLE_LABELS))
        self.cue, self.antecedent = Pointer(width), Pointer(width)
        self.arc_from, self.arc_to = _mlp(width, ARC), _mlp(width, ARC)
        self.rel_from, self.rel_to = _mlp(width, RELATION), _mlp(width, RELATION)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.relation = nn.Parameter(torch.randn(len(inventory.relation), RELATION + 1, RELATION + 1) * 0.02)

    def forward(
        self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor, shape: Tensor
    ) -> Mapping[str, Tensor]:
        """Return scores by head.

        Args:
            ids: word pieces [b, n].
            mask: 1 for pieces, 0 for padding [b, n].
            first: place of each word's first piece [b, m].
            last: place of its last piece.
            shape: shape of each word.
        """
        pieces = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
        ).last_hidden_state
        wide = (-1, -1, WIDTH)
        both = pieces.gather(1, first[..., None].expand(*wide)) + pieces.gather(
            1, last[..., None].expand(*wide)
        )
        words = self.dropout(torch.cat([both / 2, self.shape(shape).to(both.dtype)], -1))
        root = self.root.to(words.dtype).expand(words.shape[0], 1, -1)
        targets = torch.cat([root, words], 1)
        trunk = self.trunk(words)
        found = {name: head(trunk) for name, head in self.labels.items()}
        found["names"] = self.names(self.near(words.transpose(1, 2)).transpose(1, 2))
        found["roles"] = self.roles(words)
        found["cue"] = self.cue(words, targets)
        found["antecedent"] = self.antecedent(words, targets)
        found["arc"] = torch.matmul(
            torch.matmul(_one(self.arc_from(words)), self.arc), self.arc_to(targets).transpose(1, 2)
        )
        found["rel_from"], found["rel_to"] = _one(self.rel_from(words)), _one(self.rel_to(targets))
        return found

    def relations(self, found: Mapping[str, Tensor], heads: Tensor) -> Tensor:
        """Return the scores of the labels [b, m, r], given the place of each head (0: root)."""
        to = found["rel_to"].gather(1, heads[..., None].expand(-1, -1, RELATION + 1))
        return torch.einsum("bmi,rij,bmj->bmr", found["rel_from"], self.relation, to)


def _mlp(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.25))


def _one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones_like(rows[..., :1])], -1)
