//! The Merkle tree hash of an append-only log (RFC 6962, section 2.1).
//!
//! Only the roots of the complete subtrees at the right edge are kept, at most 64 hashes for a log of any length, since
//! both sides hold all entries and proofs are made from those. The tests compare it with a crate that keeps the whole tree.

use candor_domain::{Sha256Hash, record::LedgerSize};
use serde::{Deserialize, Serialize};

/// The right edge of a Merkle tree: enough to append leaves and to tell the root at any moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees from the largest to the smallest: one for each bit set in `size`.
    peaks: Vec<Sha256Hash>,
}

impl Frontier {
    /// The number of leaves.
    pub fn size(&self) -> LedgerSize {
        LedgerSize::new(self.size)
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: &[u8]) {
        let mut hash = Sha256Hash::of_parts([&[0][..], leaf]);
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("a peak stands for each bit set in the size");
            hash = node(&left, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The Merkle tree hash of all leaves so far; of none, the hash of nothing.
    pub fn root(&self) -> Sha256Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Sha256Hash::of([]) };
        peaks.fold(*last, |right, left| node(left, &right))
    }
}

/// The Merkle tree hash of a list of leaves.
pub fn root<L: AsRef<[u8]>>(leaves: impl IntoIterator<Item = L>) -> Sha256Hash {
    let mut frontier = Frontier::default();
    leaves.into_iter().for_each(|leaf| frontier.push(leaf.as_ref()));
    frontier.root()
}

fn node(left: &Sha256Hash, right: &Sha256Hash) -> Sha256Hash {
    Sha256Hash::of_parts([&[1][..], left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    use super::*;

    /// The leaves and roots of the Certificate Transparency project's reference tests for RFC 6962.
    #[test]
    fn matches_the_reference_roots() {
        let leaves = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut frontier = Frontier::default();
        assert_eq!(frontier.root().to_string(), roots[0]);
        for (leaf, expected) in leaves.iter().zip(&roots[1..]) {
            frontier.push(&hex::decode(leaf).unwrap());
            assert_eq!(&frontier.root().to_string(), expected);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_a_whole_tree(leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..200)) {
            let mut frontier = Frontier::default();
            let mut whole = MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
            for leaf in leaves {
                frontier.push(&leaf);
                whole.push(leaf);
                prop_assert_eq!(frontier.root().as_bytes()[..].to_vec(), whole.root().as_bytes().to_vec());
            }
        }
    }
}
