//! One table a family: text, the article's day, what is found.
