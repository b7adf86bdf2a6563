//! Runs the programs of a PostgreSQL installation on the cluster in a directory.

use super::installation;
use anyhow::{Context, bail};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The user that `root` runs the server as. The packages of PostgreSQL make it.
const USER: &str = "postgres";

/// Another process may take a free port before the server does.
const PORTS_TRIED: u32 = 5;

/// Nothing here outlives the tests: no write needs to reach the disk, and no table grows old enough for a vacuum.
const SETTINGS: &str = "
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 400
shared_buffers = '128MB'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = '4GB'
autovacuum = off
jit = off
";

/// The programs of one installation.
pub(super) struct Programs {
    directory: PathBuf,
}

impl Programs {
    /// Finds them.
    ///
    /// # Errors
    ///
    /// When none are installed, with what to install.
    pub(super) fn find() -> anyhow::Result<Programs> {
        installation::find().map(|directory| Programs { directory })
    }

    /// Makes a cluster in `directory` and starts it. Gives its port.
    ///
    /// # Errors
    ///
    /// What the program that failed says.
    pub(super) fn make_and_start(&self, directory: &Path) -> anyhow::Result<u16> {
        let server = server_directory(directory);
        make_server_directory(directory, &server)?;
        let data = server.join("data");
        let options = ["--username=postgres", "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8"];
        run(self.command("initdb", directory).arg("-D").arg(&data).args(options))?;
        let mut failure = None;
        for _ in 0..PORTS_TRIED {
            let port = free_port()?;
            // Writing over the file that `initdb` made keeps its owner.
            fs::write(data.join("postgresql.auto.conf"), format!("{SETTINGS}port = {port}\n"))?;
            let mut start = self.command("pg_ctl", directory);
            match run(start.arg("-D").arg(&data).arg("-w").arg("-l").arg(server.join("log")).arg("start")) {
                Ok(()) => return Ok(port),
                Err(error) => failure = Some(error),
            }
        }
        let log = fs::read_to_string(server.join("log")).unwrap_or_default();
        bail!("PostgreSQL does not start: {failure:?}\n{log}")
    }

    /// The command that stops the cluster in `directory`, without regard for its data.
    pub(super) fn stop(&self, directory: &Path) -> Command {
        let mut stop = self.command("pg_ctl", directory);
        stop.arg("-D").arg(server_directory(directory).join("data")).args(["-w", "-m", "immediate", "stop"]);
        stop
    }

    /// A program, to be run by the user whom the server in `directory` belongs to.
    fn command(&self, program: &str, directory: &Path) -> Command {
        let program = self.directory.join(program);
        let mut command = if is_roots(directory) { Command::new("runuser") } else { Command::new(&program) };
        if is_roots(directory) {
            command.args(["-u", USER, "--"]).arg(&program);
        }
        // The server's user may not be allowed into the working directory of the tests.
        command.current_dir("/").stdin(Stdio::null());
        command
    }
}

/// What belongs to the server's user; the directory around it belongs to whoever runs the tests.
fn server_directory(directory: &Path) -> PathBuf {
    directory.join("server")
}

fn make_server_directory(directory: &Path, server: &Path) -> anyhow::Result<()> {
    fs::create_dir(server)?;
    if is_roots(directory) {
        fs::set_permissions(directory, fs::Permissions::from_mode(0o711))?;
        run(Command::new("chown").arg(USER).arg(server))?;
    }
    Ok(())
}

/// Whether whoever runs the tests is root.
fn is_roots(directory: &Path) -> bool {
    fs::metadata(directory).is_ok_and(|metadata| metadata.uid() == 0)
}

fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.output().with_context(|| format!("{command:?} cannot be run"))?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
