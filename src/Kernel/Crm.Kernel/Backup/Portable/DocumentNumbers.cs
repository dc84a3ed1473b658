using Crm.Kernel.Data.Postgres;

namespace Crm.Kernel.Backup.Portable;

/// <summary>Where the numbering of documents goes on: a row in SQLite, a sequence in PostgreSQL. A number once given, also to a deleted document, is not given again.</summary>
internal static class DocumentNumbers
{
    /// <summary>The next number, asked of the portable file.</summary>
    public const string Next = """
        SELECT 1 + max((SELECT coalesce(max("Id"), 0) FROM "Document"), (SELECT coalesce(max("DocumentId"), 0) FROM "History"),
                       (SELECT coalesce(max("NextVal"), 1) - 1 FROM "Identifiers" WHERE "Dimension" = ''))
        """;

    /// <summary>Notes it in the portable file.</summary>
    public const string InSqlite = $"INSERT OR REPLACE INTO \"Identifiers\" (\"Dimension\", \"NextVal\") VALUES ('', ({Next}))";

    public static string InPostgres(string schema, long next)
        => $"CREATE SEQUENCE {Quoted.Name(schema)}.\"DocumentIds\" INCREMENT BY {PostgresStoreConnection.IdBlock} START WITH {next}";
}
