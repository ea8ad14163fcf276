"""Golden metrics: scikit-learn's ROC AUC with ties, NumPy's Dice. Run: python make_metrics.py"""
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(20)
binary = []
for count, levels in [(5, 1000), (40, 4), (300, 11), (300, 10**6), (2000, 50)]:
    labels = random.integers(0, 2, count)
    labels[:2] = [0, 1]
    scores = (np.round(random.random(count) * levels) / levels + 0.2 * labels).astype(np.float32)
    binary.append({"scores": scores.tolist(), "labels": labels.tolist(), "auc": roc_auc_score(labels, scores)})
binary.append({"scores": [0.5] * 6, "labels": [0, 1, 0, 1, 1, 0], "auc": roc_auc_score([0, 1, 0, 1, 1, 0], [0.5] * 6)})

labels = random.integers(0, 2, (60, 4))
scores = np.round(random.random((60, 4)) + 0.3 * labels, 2)
macro = {
    "scores": scores.ravel().tolist(),
    "labels": labels.ravel().tolist(),
    "classes": 4,
    "mean": roc_auc_score(labels, scores, average="macro"),
    "perClass": roc_auc_score(labels, scores, average=None).tolist(),
}

masks = random.random((7, 12, 12)) < random.random((7, 1, 1))
probabilities = np.clip(0.5 * masks + random.random(masks.shape) * 0.7, 0, 1).astype(np.float32)
probabilities[0, 0, 0] = 0.5  # not above one half
masks[5] = masks[6] = False
probabilities[6] = 0.1
found = probabilities > 0.5
common = (found & masks).sum((1, 2))
marked = found.sum((1, 2)) + masks.sum((1, 2))
per_image = np.where(marked == 0, 1.0, 2 * common / np.maximum(marked, 1))
dice = {
    "probabilities": probabilities.ravel().tolist(),
    "truths": masks.astype(int).ravel().tolist(),
    "pixels": 144,
    "perImage": per_image.tolist(),
    "mean": per_image.mean(),
    "pooled": 2 * common.sum() / marked.sum(),
}
labels = random.integers(0, 2, (60, 4))
scores = np.round(random.random((60, 4)) + 0.3 * labels, 2)
uncertain = random.random((60, 4)) < 0.2
certain = [roc_auc_score(labels[~uncertain[:, c], c], scores[~uncertain[:, c], c]) for c in range(4)]
chexpert = {
    "scores": scores.ravel().tolist(),
    "labels": np.where(uncertain, 255, labels).ravel().tolist(),
    "tested": [1, 3],
    "mean": np.mean([certain[1], certain[3]]),
    "perClass": certain,
}
versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
path = Path(__file__).with_name("metrics.json")
path.write_text(json.dumps({"binary": binary, "macro": macro, "chexpert": chexpert, "dice": dice, "versions": versions}))
