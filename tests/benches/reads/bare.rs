//! The statements of each endpoint by themselves: the same queries with the same ids, through the same pool, without
//! HTTP, tokens or JSON.

use crate::common::pick::pick;
use crate::ids::Ids;
use crate::workload::Endpoint;
use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::{Crn, EventNumber, Username};
use apd_server::error::Error;
use apd_server::op::OpContext;
use apd_server::store::conn::DbConn;
use apd_server::store::query::component::Components;
use apd_server::store::query::{
    access, appointment, component, directory, manager, office, person, region, sentence, user,
};
use apd_server::store::{Store, query};
use diesel::QueryResult;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs an endpoint's statements from so many tasks at once, and gives how many times a second.
pub(crate) async fn run(
    store: &Store,
    ids: &Arc<Ids>,
    endpoint: Endpoint,
    tasks: usize,
    duration: Duration,
) -> anyhow::Result<f64> {
    let turns = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..tasks {
        let (store, ids, turns) = (store.clone(), Arc::clone(ids), Arc::clone(&turns));
        running.spawn(async move {
            while begun.elapsed() < duration {
                once(&store, &ids, endpoint, turns.fetch_add(1, Ordering::Relaxed)).await?;
            }
            Ok::<_, Error>(())
        });
    }
    while let Some(task) = running.join_next().await {
        task??;
    }
    let runs = u32::try_from(turns.load(Ordering::Relaxed))?;
    Ok(f64::from(runs) / begun.elapsed().as_secs_f64())
}

/// One turn. An e-mail look-up is a unit of work of its own, as in the service.
async fn once(store: &Store, ids: &Arc<Ids>, endpoint: Endpoint, turn: usize) -> Result<(), Error> {
    let op = OpContext::for_test(slog::Logger::root(slog::Discard, slog::o!()));
    let ids = Arc::clone(ids);
    let usernames = store.read(&op, move |conn| statements(conn, &ids, endpoint, turn)).await?;
    if usernames.is_empty() {
        return Ok(());
    }
    let look_up = move |conn: &mut DbConn| {
        let folded: Vec<_> = usernames.iter().map(|name| name.to_ascii_lowercase()).collect();
        let folded: Vec<_> = folded.iter().map(String::as_str).collect();
        directory::list_emails(conn, &folded)
    };
    store.read(&op, look_up).await.map(|_| ())
}

/// Runs the statements, and gives the usernames whose e-mail addresses the endpoint shows.
fn statements(conn: &mut DbConn, ids: &Ids, endpoint: Endpoint, turn: usize) -> QueryResult<Vec<String>> {
    let today = SystemClock.today();
    match endpoint {
        Endpoint::PersonalDetails => {
            let Some(person) = person::find_person(conn, &crn(text(&ids.crns, turn))?)? else {
                return Err(diesel::NotFound);
            };
            let manager = manager::find_person_manager(conn, person.id)?;
            Ok(manager.and_then(|manager| manager.username).into_iter().collect())
        }
        Endpoint::Sentence => sentence_statements(conn, ids, turn),
        Endpoint::Requirements => {
            let person_id = person::find_person_id(conn, &crn(&pick(&ids.requirements, turn).0)?)?;
            let person_id = person_id.ok_or(diesel::NotFound)?;
            let rows = component::list_requirements(conn, Components::OfPerson(person_id))?;
            let managers = || rows.iter().filter_map(|row| row.manager.as_ref());
            let teams: Vec<_> = managers().map(|manager| manager.team_id).collect();
            let regions: Vec<_> = managers().map(|manager| manager.region_id).collect();
            office::list_team_offices(conn, &teams, today)?;
            office::list_region_offices(conn, &regions, today)?;
            Ok(rows.into_iter().filter_map(|row| row.manager_username).collect())
        }
        Endpoint::AccessOne | Endpoint::AccessMany => {
            user::find_user_id(conn, &username(ids, turn)?)?;
            let crns: QueryResult<Vec<_>> = endpoint.crns(ids, turn).iter().map(|text| crn(text)).collect();
            let crns = crns?;
            let people = access::list_people(conn, &crns.iter().collect::<Vec<_>>())?;
            let people: Vec<_> = people.iter().map(|person| person.id).collect();
            access::list_exclusions(conn, &people)?;
            access::list_restrictions(conn, &people)?;
            Ok(Vec::new())
        }
        Endpoint::UserTeams => user::list_user_teams(conn, &username(ids, turn)?, today).map(|_| Vec::new()),
        Endpoint::RegionMembers => {
            region::list_region_members(conn, text(&ids.regions, turn)).map(|_| Vec::new())
        }
        Endpoint::OfficeLocations => {
            if let Some(pdu) = office::find_pdu(conn, text(&ids.pdus, turn))? {
                office::list_pdu_offices(conn, pdu.id, today)?;
            }
            Ok(Vec::new())
        }
        Endpoint::Search => {
            let (requirement, licence_condition) = endpoint.components(ids, turn);
            appointment::search(conn, &[requirement], &[licence_condition], None, None).map(|_| Vec::new())
        }
    }
}

fn sentence_statements(conn: &mut DbConn, ids: &Ids, turn: usize) -> QueryResult<Vec<String>> {
    let (crn_text, number) = pick(&ids.events, turn);
    let number = EventNumber::parse(number).ok_or(diesel::NotFound)?;
    let event = sentence::find_sentenced_event(conn, &crn(crn_text)?, &number)?.ok_or(diesel::NotFound)?;
    let disposal_id = event.sentence.map(|sentence| sentence.id).ok_or(diesel::NotFound)?;
    query::sentence::find_latest_contact_date(conn, event.id, &["PRST02", "PRST03"])?;
    sentence::list_licence_conditions(conn, disposal_id)?;
    sentence::list_requirements(conn, disposal_id)?;
    if let Some(custody_id) = event.custody_id {
        sentence::list_key_dates(conn, custody_id, &["LED", "PSSED", "PR1"])?;
        sentence::find_latest_release_type(conn, custody_id)?;
        sentence::list_pss_requirements(conn, custody_id)?;
    }
    Ok(Vec::new())
}

fn text(items: &[String], turn: usize) -> &str {
    pick(items, turn).as_str()
}

fn crn(text: &str) -> QueryResult<Crn> {
    Crn::parse(text).ok_or(diesel::NotFound)
}

fn username(ids: &Ids, turn: usize) -> QueryResult<Username> {
    Username::parse(text(&ids.usernames, turn)).ok_or(diesel::NotFound)
}
