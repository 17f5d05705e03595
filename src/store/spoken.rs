//! Mentioned dates as annotations: what `when:` finds.

use crate::article::{Precision, Published};
use crate::enrich::{Annotation, Mention};
use crate::schema::{DATE_KIND, UNRESOLVED, day_of_article, mention_terms};

/// The annotations of what a text says of days. What has no days (how long
/// something takes, what comes again) is none.
pub(super) fn annotations(dates: &[Mention], published: &Published) -> Vec<Annotation> {
    let day = published.interval.filter(|_| published.precision <= Precision::Day);
    let day = day.map(|days| days.from.number());
    let mut out = Vec::with_capacity(dates.len());
    // "now" and "recently" say no day that could be told
    let tells = |mention: &&Mention| mention.kind.is_of_the_calendar() && !mention.is_vague();
    for mention in dates.iter().filter(tells) {
        let terms = match mention.days {
            Some(days) => {
                let mut terms = mention_terms(days);
                let single = days.from == days.to;
                let after = day.filter(|_| single).map(|day| days.from.number() - day);
                let named = after.and_then(day_of_article);
                terms.extend(named.map(str::to_owned));
                terms
            }
            None => vec![UNRESOLVED.to_owned()],
        };
        out.push(Annotation { start: mention.start, end: mention.end, kind: DATE_KIND, terms });
    }
    out
}
