//! `dict_view`.

