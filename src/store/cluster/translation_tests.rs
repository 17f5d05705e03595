//! What a cluster is asked, form by form.

use super::translate::translate;
use crate::query::parse;

fn asked(query: &str) -> String {
    match translate(&parse(query).query) {
        Ok(asked) => asked.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn words_and_phrases_are_ranked() {
    insta::assert_snapshot!(asked("peace"), @r#"
        {"term":{"words.text":{"value":"peac"}}}
        "#);
    insta::assert_snapshot!(asked("\"peace talks\""), @r#"
        {"match_phrase":{"words.text":{"analyzer":"whitespace","query":"peac talk","slop":0}}}
        "#);
    insta::assert_snapshot!(asked("+taliban -kabul talks"), @r#"
        {"bool":{"minimum_should_match":0,"must":[{"term":{"words.text":{"value":"taliban"}}}],"must_not":[{"term":{"words.text":{"value":"kabul"}}}],"should":[{"term":{"words.text":{"value":"talk"}}}]}}
        "#);
    insta::assert_snapshot!(asked("headline:\"peace talks\"^2"), @r#"
        {"bool":{"boost":2.0,"must":[{"match_phrase":{"words.headline":{"analyzer":"whitespace","query":"peac talk","slop":0}}}]}}
        "#);
}

#[test]
fn conditions_add_nothing_to_the_score() {
    insta::assert_snapshot!(asked("source:reuters"), @r#"
        {"constant_score":{"boost":0.0,"filter":{"term":{"words.source":{"value":"reuters"}}}}}
        "#);
    insta::assert_snapshot!(asked("published:2020-02"), @r#"
        {"constant_score":{"boost":0.0,"filter":{"bool":{"filter":[{"exists":{"field":"from"}},{"range":{"to":{"gte":18293}}},{"range":{"from":{"lte":18321}}}]}}}}
        "#);
    insta::assert_snapshot!(asked("length>300"), @r#"
        {"constant_score":{"boost":0.0,"filter":{"range":{"length":{"gte":301}}}}}
        "#);
}

#[test]
fn places_are_rules() {
    insta::assert_snapshot!(asked("iran NEAR/5 bounty"), @r#"
        {"bool":{"filter":[{"intervals":{"words.text":{"any_of":{"intervals":[{"all_of":{"intervals":[{"match":{"analyzer":"keyword","query":"iran","use_field":"words.text"}},{"match":{"analyzer":"keyword","query":"bounti","use_field":"words.text"}}],"max_gaps":4,"ordered":true}},{"all_of":{"intervals":[{"match":{"analyzer":"keyword","query":"bounti","use_field":"words.text"}},{"match":{"analyzer":"keyword","query":"iran","use_field":"words.text"}}],"max_gaps":4,"ordered":true}}]}}}}],"minimum_should_match":0,"should":[{"term":{"words.text":{"value":"iran"}}},{"term":{"words.text":{"value":"bounti"}}}]}}
        "#);
    insta::assert_snapshot!(asked("talks w/s {person}"), @r#"
        {"bool":{"filter":[{"intervals":{"words.text":{"any_of":{"filter":{"contained_by":{"all_of":{"intervals":[{"match":{"analyzer":"keyword","query":"^sentence","use_field":"annotation"}},{"match":{"analyzer":"keyword","query":"^sentence/","use_field":"annotation"}}],"max_gaps":-1,"ordered":true}}},"intervals":[{"any_of":{"intervals":[{"all_of":{"intervals":[{"match":{"analyzer":"keyword","query":"talk","use_field":"words.text"}},{"any_of":{"intervals":[{"any_of":{"filter":{"contained_by":{"match":{"analyzer":"keyword","query":"person.","use_field":"annotation"}}},"intervals":[{"any_of":{"intervals":[{"match":{"analyzer":"keyword","query":"person","use_field":"annotation"}}]}}]}},{"all_of":{"intervals":[{"any_of":{"filter":{"not_contained_by":{"match":{"analyzer":"keyword","query":"person.","use_field":"annotation"}}},"intervals":[{"any_of":{"intervals":[{"match":{"analyzer":"keyword","query":"person","use_field":"annotation"}}]}}]}},{"match":{"analyzer":"keyword","query":"person/","use_field":"annotation"}}],"max_gaps":-1,"ordered":true}}]}}],"max_gaps":-1,"ordered":true}},{"all_of":{"intervals":[{"any_of":{"intervals":[{"any_of":{"filter":{"contained_by":{"match":{"analyzer":"keyword","query":"person.","use_field":"annotation"}}},"intervals":[{"any_of":{"intervals":[{"match":{"analyzer":"keyword","query":"person","use_field":"annotation"}}]}}]}},{"all_of":{"intervals":[{"any_of":{"filter":{"not_contained_by":{"match":{"analyzer":"keyword","query":"person.","use_field":"annotation"}}},"intervals":[{"any_of":{"intervals":[{"match":{"analyzer":"keyword","query":"person","use_field":"annotation"}}]}}]}},{"match":{"analyzer":"keyword","query":"person/","use_field":"annotation"}}],"max_gaps":-1,"ordered":true}}]}},{"match":{"analyzer":"keyword","query":"talk","use_field":"words.text"}}],"max_gaps":-1,"ordered":true}}]}}]}}}}],"minimum_should_match":0,"should":[{"term":{"words.text":{"value":"talk"}}},{"bool":{"minimum_should_match":1,"should":[{"term":{"annotation":{"value":"person"}}}]}}]}}
        "#);
    insta::assert_snapshot!(asked("=Polish"), @r#"
        {"bool":{"filter":[{"intervals":{"words.text":{"match":{"analyzer":"keyword","query":"=Polish","use_field":"words.form"}}}}],"minimum_should_match":0,"should":[{"term":{"words.text":{"value":"polish"}}}]}}
        "#);
    insta::assert_snapshot!(asked("=polish"), @r#"
        {"bool":{"filter":[{"intervals":{"words.text":{"any_of":{"filter":{"not_containing":{"match":{"analyzer":"keyword","query":"=","use_field":"words.form"}}},"intervals":[{"match":{"analyzer":"keyword","query":"polish","use_field":"words.form"}}]}}}}],"minimum_should_match":0,"should":[{"term":{"words.text":{"value":"polish"}}}]}}
        "#);
    insta::assert_snapshot!(asked("bank NOT w/3 \"west bank\""), @r#"
        {"bool":{"filter":[{"span_near":{"clauses":[{"span_not":{"exclude":{"span_near":{"clauses":[{"span_term":{"words.text":"west"}},{"span_term":{"words.text":"bank"}}],"in_order":true,"slop":0}},"include":{"span_term":{"words.text":"bank"}},"post":3,"pre":3}},{"field_masking_span":{"field":"words.text","query":{"span_term":{"annotation":"^again"}}}}],"in_order":true,"slop":2147483647}}],"minimum_should_match":0,"should":[{"term":{"words.text":{"value":"bank"}}}]}}
        "#);
}

#[test]
fn what_has_no_rule_is_refused_by_name() {
    insta::assert_snapshot!(asked("(bank NOT w/3 west) w/s gaza"), @r#"
        NOT NEAR within another operator can't be asked of a cluster: the cluster finds such places only by themselves; ask for them on their own, or in a local index
        "#);
    insta::assert_snapshot!(asked("atleast500(taliban)"), @r#"
        atleast500 can't be asked of a cluster: the cluster counts up to 200; ask a local index
        "#);
}
