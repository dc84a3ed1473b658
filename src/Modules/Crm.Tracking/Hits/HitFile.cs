using System.Globalization;
using Crm.Kernel.Hosting;
using Crm.Kernel.Tenants;
using Microsoft.Data.Sqlite;

namespace Crm.Tracking.Hits;

/// <summary>
/// The raw hits of a tenant, in a file of their own beside its database (<c>hits.db</c>): a flood of robots waits for nobody's write, and keeps nobody waiting. What is made of them lies in the
/// tenant's database. One a node, or one for nodes that share the folder. A singleton of the shell.
/// </summary>
internal sealed class HitFile(HostFolders folders, ShellSettings settings)
{
    // More than honest readers make of one letter: a robot that changes its name fills no disk.
    private const int MostOfMessage = 200;

    private readonly Lock _making = new();
    private string? _connection;

    /// <summary>Adds hits; what came before is counted on.</summary>
    public void Write(IReadOnlyCollection<KeyValuePair<Hit, Tally>> hits)
    {
        using var db = Open();
        using var transaction = db.BeginTransaction(deferred: false);
        using var next = Command(db, "SELECT COALESCE(MAX(Seq), 0) + 1 FROM Hit");
        var turn = Convert.ToInt64(next.ExecuteScalar(), CultureInfo.InvariantCulture);
        using var put = Command(db, """
            INSERT INTO Hit (MessageId, Kind, Url, Agent, Net, Method, Moment, FirstUtc, LastUtc, Count, Seq)
            SELECT $message, $kind, $url, $agent, $net, $method, $moment, $first, $last, $count, $seq WHERE (SELECT COUNT(*) FROM Hit WHERE MessageId = $message) < $most
            ON CONFLICT (MessageId, Kind, Url, Agent, Net, Method, Moment) DO UPDATE SET LastUtc = MAX(LastUtc, excluded.LastUtc), Count = Count + excluded.Count, Seq = excluded.Seq
            """);
        foreach (var (hit, tally) in hits)
        {
            put.Parameters.Clear();
            Give(put, ("$message", hit.MessageId), ("$kind", (int)hit.Kind), ("$url", hit.Url), ("$agent", hit.Agent), ("$net", hit.Net), ("$method", hit.Method), ("$moment", hit.Moment), ("$most", MostOfMessage), ("$first", tally.FirstUtc.Ticks), ("$last", tally.LastUtc.Ticks), ("$count", tally.Count), ("$seq", turn));
            put.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Where counting stands, and by which rules; which file this is.</summary>
    public (long Seq, string Rules, string File) Place()
    {
        using var db = Open();
        using var command = Command(db, "SELECT Seq, Rules, File FROM Place");
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
    }

    /// <summary>Counting has come so far.</summary>
    public void Move(long seq, string rules)
    {
        using var db = Open();
        using var command = Command(db, "UPDATE Place SET Seq = $seq, Rules = $rules");
        Give(command, ("$seq", seq), ("$rules", rules));
        command.ExecuteNonQuery();
    }

    /// <summary>Messages for which something came after a place, whole turns at a time, and the place behind them.</summary>
    public (IReadOnlyList<string> MessageIds, long Seq) Next(long after, int least)
    {
        using var db = Open();
        var (ids, at) = (new HashSet<string>(StringComparer.Ordinal), after);
        using var command = Command(db, "SELECT Seq, MessageId FROM Hit WHERE Seq > $after ORDER BY Seq");
        Give(command, ("$after", after));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var seq = reader.GetInt64(0);
            if (seq != at && ids.Count >= least)
            {
                break;
            }

            at = seq;
            ids.Add(reader.GetString(1));
        }

        return ([.. ids], at);
    }

    /// <summary>All hits of a message.</summary>
    public IReadOnlyList<KeyValuePair<Hit, Tally>> Of(string messageId)
    {
        using var db = Open();
        using var command = Command(db, "SELECT Kind, Url, Agent, Net, Method, FirstUtc, LastUtc, Count, Moment FROM Hit WHERE MessageId = $message ORDER BY FirstUtc, Id");
        Give(command, ("$message", messageId));
        using var reader = command.ExecuteReader();
        var hits = new List<KeyValuePair<Hit, Tally>>();
        while (reader.Read())
        {
            hits.Add(new(
                new Hit(messageId, (HitKind)reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(8)),
                new Tally(new DateTime(reader.GetInt64(5), DateTimeKind.Utc), new DateTime(reader.GetInt64(6), DateTimeKind.Utc), reader.GetInt64(7))));
        }

        return hits;
    }

    /// <summary>Takes the hits of messages away, or those of one kind.</summary>
    public void Forget(IReadOnlyCollection<string> messageIds, HitKind? kind = null)
    {
        using var db = Open();
        using var transaction = db.BeginTransaction(deferred: false);
        foreach (var id in messageIds)
        {
            using var command = Command(db, "DELETE FROM Hit WHERE MessageId = $message AND ($kind < 0 OR Kind = $kind)");
            Give(command, ("$message", id), ("$kind", kind is { } one ? (int)one : -1));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Takes away what last came before a moment.</summary>
    public void ForgetBefore(DateTime utc)
    {
        using var db = Open();
        using var command = Command(db, "DELETE FROM Hit WHERE LastUtc < $utc");
        Give(command, ("$utc", utc.Ticks));
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        if (_connection is null)
        {
            lock (_making)
            {
                _connection ??= Make();
            }
        }

        var db = new SqliteConnection(_connection);
        db.Open();
        Run(db, "PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000; PRAGMA secure_delete=ON");
        return db;
    }

    private string Make()
    {
        var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Directory.CreateDirectory(folders.Site(settings)).FullName, "hits.db"), Pooling = false }.ToString();
        using var db = new SqliteConnection(file);
        db.Open();
        Run(db, """
            PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL;
            CREATE TABLE IF NOT EXISTS Hit (Id INTEGER PRIMARY KEY, MessageId TEXT NOT NULL, Kind INTEGER NOT NULL, Url TEXT NOT NULL, Agent TEXT NOT NULL, Net TEXT NOT NULL, Method TEXT NOT NULL, Moment INTEGER NOT NULL,
              FirstUtc INTEGER NOT NULL, LastUtc INTEGER NOT NULL, Count INTEGER NOT NULL, Seq INTEGER NOT NULL, UNIQUE (MessageId, Kind, Url, Agent, Net, Method, Moment));
            CREATE INDEX IF NOT EXISTS HitSeq ON Hit (Seq);
            CREATE TABLE IF NOT EXISTS Place (Id INTEGER PRIMARY KEY CHECK (Id = 1), Seq INTEGER NOT NULL, Rules TEXT NOT NULL, File TEXT NOT NULL);
            INSERT OR IGNORE INTO Place (Id, Seq, Rules, File) VALUES (1, 0, '', lower(hex(randomblob(8))));
            """);
        return file;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = Command(db, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection db, string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Give(SqliteCommand command, params (string Name, object Value)[] values)
    {
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }
    }
}
