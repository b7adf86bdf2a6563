//! What `schema` declares, read from the types that `table!` makes.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{self, Nullable};
use diesel::{Expression, Table};

use super::super::schema;

/// One column: what both sides of the comparison are brought to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) nullable: bool,
}

/// Columns of each table, in their order.
pub(super) type Tables = BTreeMap<String, Vec<Column>>;

/// These end in `_id` and point out of the schema (behaviour 0.5, S35).
const EXEMPT: [&str; 4] = ["nsi_id", "partition_area_id", "staff_employee_id", "master_transfer_id"];

/// Their keys are made of foreign keys; the key of any other table is its first column.
const JOIN_TABLES: [&str; 2] = ["staff_team", "team_office_location"];

trait Declared {
    const KIND: &'static str;
    const NULLABLE: bool = false;
}

macro_rules! declared_as {
    ($($kind:ident),*) => {$(
        impl Declared for sql_types::$kind {
            const KIND: &'static str = stringify!($kind);
        }
    )*};
}
declared_as!(BigInt, SmallInt, Text, Date, Timestamp);

impl<T> Declared for Nullable<T>
where
    T: Declared + sql_types::SqlType<IsNull = sql_types::is_nullable::NotNull>,
{
    const KIND: &'static str = T::KIND;
    const NULLABLE: bool = true;
}

trait Columns {
    fn columns() -> Vec<Column>;
}

macro_rules! columns_of_tuples {
    () => {};
    ($head:ident $($tail:ident)*) => {
        impl<$head, $($tail),*> Columns for ($head, $($tail,)*)
        where
            $head: diesel::Column,
            <$head as Expression>::SqlType: Declared,
            $($tail: diesel::Column, <$tail as Expression>::SqlType: Declared,)*
        {
            fn columns() -> Vec<Column> {
                vec![column::<$head>(), $(column::<$tail>()),*]
            }
        }
        columns_of_tuples!($($tail)*);
    };
}
// Contact is the widest table and has 38 columns.
columns_of_tuples!(
    A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1 L1
);

fn column<C>() -> Column
where
    C: diesel::Column,
    <C as Expression>::SqlType: Declared,
{
    Column {
        name: C::NAME.to_owned(),
        kind: <C::SqlType as Declared>::KIND,
        nullable: <C::SqlType as Declared>::NULLABLE,
    }
}

fn columns<T>() -> Vec<Column>
where
    T: Table,
    T::AllColumns: Columns,
{
    <T::AllColumns as Columns>::columns()
}

macro_rules! tables {
    ($($table:ident),* $(,)?) => {
        BTreeMap::from([$((stringify!($table).to_owned(), columns::<schema::$table::table>())),*])
    };
}

/// Every table declared; `id_sequence` only where the engine has it.
pub(super) fn tables(with_id_table: bool) -> Tables {
    let mut tables = tables![
        additional_offence,
        audited_interaction,
        borough,
        business_interaction,
        contact,
        contact_alert,
        custody,
        directory_user,
        disposal,
        district,
        domain_event,
        enforcement,
        event,
        exclusion,
        id_sequence,
        key_date,
        lic_condition,
        lic_condition_manager,
        lic_condition_transfer,
        main_offence,
        message_failure,
        offender,
        offender_manager,
        office_location,
        probation_area,
        pss_rqmnt,
        r_contact_outcome_type,
        r_contact_type,
        r_disposal_type,
        r_enforcement_action,
        r_lic_cond_type_main_cat,
        r_offence,
        r_pss_rqmnt_type_main_category,
        r_pss_rqmnt_type_sub_category,
        r_reference_data_master,
        r_register_type,
        r_rqmnt_type_main_category,
        r_standard_reference_list,
        registration,
        rejected_transfer_diary,
        release,
        restriction,
        rqmnt,
        rqmnt_manager,
        rqmnt_transfer,
        staff,
        staff_team,
        team,
        team_office_location,
        user_,
    ];
    if !with_id_table {
        tables.remove("id_sequence");
    }
    tables
}

/// Table and column of every foreign key that the names of the columns call for.
pub(super) fn foreign_keys() -> BTreeSet<(String, String)> {
    let mut keys = BTreeSet::new();
    for (table, columns) in tables(false) {
        let key_columns = usize::from(!JOIN_TABLES.contains(&table.as_str()));
        for column in columns.into_iter().skip(key_columns) {
            if column.name.ends_with("_id") && !EXEMPT.contains(&column.name.as_str()) {
                keys.insert((table.clone(), column.name));
            }
        }
    }
    keys
}
