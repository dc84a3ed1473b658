using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Kernel.Data.Sqlite;

/// <summary>A prepared statement used over and over, without a command and parameter objects around it.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public void Bind(int index, long value) => raw.sqlite3_bind_int64(_statement, index, value);

    public void Bind(int index, double value) => raw.sqlite3_bind_double(_statement, index, value);

    public void Bind(int index, ReadOnlySpan<byte> utf8) => raw.sqlite3_bind_text(_statement, index, utf8);

    public void BindNull(int index) => raw.sqlite3_bind_null(_statement, index);

    public void Bind(int index, string? text)
    {
        if (text is null)
        {
            BindNull(index);
            return;
        }

        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = length <= 1024 ? stackalloc byte[length] : new byte[length];
        Bind(index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public void Bind(int index, DateTime value)
    {
        Span<byte> text = stackalloc byte[SqliteValues.DateTimeFormat.Length];
        value.TryFormat(text, out var written, SqliteValues.DateTimeFormat, CultureInfo.InvariantCulture);
        Bind(index, text[..written]);
    }

    /// <summary>Runs the statement to its end and makes it ready for the next values.</summary>
    public void Execute()
    {
        while (Step())
        {
        }

        raw.sqlite3_reset(_statement);
    }

    /// <summary>Moves to the next row; false at the end. <see cref="Reset"/> afterwards.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        // The error belongs to the database handle until the reset, so it is raised first.
        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }

        return false;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Utf8(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();
}
