namespace Crm.Kernel.Data;

/// <summary>
/// A module's steps towards its present tables: <c>int Create()</c> or <c>Task&lt;int&gt; CreateAsync()</c> returns the version reached, then
/// <c>UpdateFrom1[Async]()</c> returns the next, and so on. Progress is kept in the document <c>DataMigrationRecord</c>; all pending ones run when the tenant
/// is activated, under a tenant lock. Register with <c>services.AddDataMigration&lt;T&gt;()</c>.
/// </summary>
public abstract class DataMigration
{
    /// <summary>Builds tables on whichever database the tenant has.</summary>
    public ISchemaBuilder SchemaBuilder { get; internal set; } = null!;
}

/// <summary>Builds tables; the same calls for SQLite and PostgreSQL.</summary>
public interface ISchemaBuilder
{
    /// <summary>Makes the table of an index class: <c>Id</c>, <c>DocumentId</c> and a column per property, with an index on <c>DocumentId</c>.</summary>
    Task CreateMapIndexTableAsync<TIndex>(Action<ITableBuilder<TIndex>>? table = null) where TIndex : class, IIndex;

    /// <summary>Drops the table of an index class.</summary>
    Task DropMapIndexTableAsync<TIndex>() where TIndex : class, IIndex;

    /// <summary>Changes the table of an index class.</summary>
    Task AlterIndexTableAsync<TIndex>(Action<IAlterTableBuilder<TIndex>> table) where TIndex : class, IIndex;

    /// <summary>Makes a plain table from a class: a column per property; <c>[PrimaryKey]</c>, <c>[Identity]</c>, <c>[Column]</c> of linq2db's mapping are heeded.</summary>
    Task CreateTableAsync<T>(Action<ITableBuilder<T>>? table = null) where T : class;

    /// <summary>Changes a plain table.</summary>
    Task AlterTableAsync<T>(Action<IAlterTableBuilder<T>> table) where T : class;

    /// <summary>Drops a plain table.</summary>
    Task DropTableAsync<T>() where T : class;

    /// <summary>Runs SQL that is the same on both databases, or chosen by <see cref="Provider"/>.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>"Sqlite" or "Postgres".</summary>
    string Provider { get; }
}

/// <summary>Columns and indexes of a new table.</summary>
public interface ITableBuilder<T>
{
    /// <summary>Sets the length of a text column; unlimited by default.</summary>
    ITableBuilder<T> WithLength(System.Linq.Expressions.Expression<Func<T, string?>> column, int length);

    /// <summary>An index over these columns in this order (<c>x =&gt; new { x.Owner, x.DocumentId }</c>).</summary>
    ITableBuilder<T> HasIndex(System.Linq.Expressions.Expression<Func<T, object?>> columns, bool unique = false);
}

/// <summary>Changes of a table.</summary>
public interface IAlterTableBuilder<T>
{
    /// <summary>Adds the column of a property.</summary>
    IAlterTableBuilder<T> AddColumn(System.Linq.Expressions.Expression<Func<T, object?>> column);

    /// <summary>Drops a column by name.</summary>
    IAlterTableBuilder<T> DropColumn(string column);

    /// <summary>Adds an index over these columns.</summary>
    IAlterTableBuilder<T> AddIndex(System.Linq.Expressions.Expression<Func<T, object?>> columns, bool unique = false);
}
