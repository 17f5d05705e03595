//! Bags of words scored list by list against the same scored article by
//! article: same ids, same scores to the bit, same order, same count.

use super::by_model::rank_as;
use super::fast_tests::index;
use crate::query::parse;
use crate::store::{Model, Recency};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn list_by_list_and_article_by_article_agree(
        articles in 1u64..400,
        seed in any::<u64>(),
        cuts in prop::collection::vec(0u64..400, 0..3),
        gone in prop_oneof![Just(0u64), 2u64..40],
        fading in any::<bool>(),
    ) {
        let (_directory, snapshot) = index(articles, seed, &cuts, gone);
        let recency = fading.then_some(Recency { half_life_days: 30.0 });
        for text in [
            "government minister zeppelin",
            "flood^0.25 absent harbour^1.7 harbour",
            "railway treaty railway",
        ] {
            let query = parse(text).query;
            for name in [
                "bm25", "bm25f", "bm25f(k1=1.6,b=0.55)", "bm25f(headline=1.5,lead=1)", "dph", "pl2",
                "lgd", "ql", "qljm",
            ] {
                let formula = name.parse::<Model>().map(|model| model.formula());
                let formula = formula.map_err(|e| TestCaseError::fail(e.to_string()))?;
                for page in [(0, 1000), (0, 3), (2, 5)] {
                    let rank = |by_word| {
                        rank_as(&snapshot, &query, formula, recency, page, &mut Vec::new(), by_word)
                            .map_err(|error| TestCaseError::fail(error.to_string()))
                    };
                    prop_assert_eq!(rank(true)?, rank(false)?, "{} by {}", text, name);
                }
            }
        }
    }
}
