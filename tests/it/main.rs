//! The one integration test binary: only `mod` lines.

mod reading_company;
mod reading_company_pair;
mod reading_person;
