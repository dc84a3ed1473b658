using System.Diagnostics;
using Npgsql;

namespace Crm.Testing;

/// <summary>
/// A private PostgreSQL for this test process: started on first use, at a socket in its folder (a port may be taken before it listens), without fsync. A watchdog shell reads from a pipe of this process; when
/// the process ends, however it ends, the pipe closes, and the watchdog stops the server and removes its files.
/// </summary>
public static class Postgres
{
    private static readonly Lazy<Task<string>> _server = new(StartAsync);
    private static Process? _watchdog;
    private static int _databases;

    /// <summary>A connection string to the database shared by this process's tests: take a schema of your own there (<see cref="NewSchema"/>).</summary>
    public static Task<string> SharedAsync() => _server.Value;

    /// <summary>A schema name nobody else has.</summary>
    public static string NewSchema() => $"t{Interlocked.Increment(ref _databases)}_{Guid.NewGuid():N}"[..20];

    /// <summary>A connection string to a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var shared = await SharedAsync();
        var name = NewSchema();
        await using var source = NpgsqlDataSource.Create(shared);
        await using var command = source.CreateCommand($"CREATE DATABASE \"{name}\" TEMPLATE template0");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(shared) { Database = name }.ConnectionString;
    }

    private static async Task<string> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-pg-").FullName;
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script, "postgres", folder, Binaries()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _watchdog = Process.Start(start)!;
        var errors = _watchdog.StandardError.ReadToEndAsync();
        var line = await _watchdog.StandardOutput.ReadLineAsync();
        if (line != "ready")
        {
            throw new InvalidOperationException($"PostgreSQL did not start: {line}\n{await errors}");
        }

        // The waits are against hanging only.
        return $"Host={folder};Username=postgres;Database=postgres;Maximum Pool Size=40;Timeout=300;Command Timeout=300";
    }

    /// <summary>The folder of its programs.</summary>
    internal static string Binaries()
        => Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder).Select(folder => Path.Combine(folder, "bin")).First(Directory.Exists)
            : throw new InvalidOperationException("PostgreSQL is needed for the tests: apt-get install postgresql");

    // PostgreSQL refuses to run as root.
    private const string Script = """
        folder=$1 bin=$2
        as=()
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
        cd "$folder"
        "${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
        "${as[@]}" "$bin/postgres" -D "$folder/data" -c listen_addresses='' -c unix_socket_directories="$folder" \
          -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=2GB </dev/null >"$folder/server.log" 2>&1 &
        server=$!
        trap 'kill -QUIT $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
        trap '' INT
        until "$bin/pg_isready" -q -h "$folder" -U postgres; do
          kill -0 $server 2>/dev/null || { cat "$folder/server.log" >&2; exit 1; }
          sleep 0.1
        done
        echo ready
        exec 1>&-
        read -r _
        """;
}
