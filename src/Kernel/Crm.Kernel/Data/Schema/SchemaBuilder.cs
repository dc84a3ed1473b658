using System.Linq.Expressions;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Crm.Kernel.Data.Schema;

/// <summary>Makes tables within the session's transaction.</summary>
internal sealed class SchemaBuilder(Crm.Kernel.Data.ISession session, Stores.TenantStore store) : ISchemaBuilder
{
    public string Provider => store.Provider;

    private TableSql Sql => new(Provider);

    public Task CreateMapIndexTableAsync<TIndex>(Action<ITableBuilder<TIndex>>? table = null) where TIndex : class, IIndex
        => CreateAsync(table, isIndex: true);

    public Task DropMapIndexTableAsync<TIndex>() where TIndex : class, IIndex => DropTableAsync<TIndex>();

    public Task AlterIndexTableAsync<TIndex>(Action<IAlterTableBuilder<TIndex>> table) where TIndex : class, IIndex => AlterTableAsync(table);

    public async Task AlterTableAsync<T>(Action<IAlterTableBuilder<T>> table) where T : class
    {
        var db = await session.GetConnectionAsync(write: true);
        var changes = new AlterTableBuilder<T>(Sql, db.MappingSchema.GetEntityDescriptor(typeof(T)));
        table(changes);
        foreach (var statement in changes.Statements)
        {
            await db.ExecuteAsync(statement);
        }
    }

    public Task CreateTableAsync<T>(Action<ITableBuilder<T>>? table = null) where T : class => CreateAsync(table, isIndex: false);

    public async Task DropTableAsync<T>() where T : class
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.ExecuteAsync(Sql.Drop(db.MappingSchema.GetEntityDescriptor(typeof(T)).Name.Name));
    }

    public async Task ExecuteAsync(string sql)
    {
        var db = await session.GetConnectionAsync(write: true);
        await db.ExecuteAsync(sql);
    }

    private async Task CreateAsync<T>(Action<ITableBuilder<T>>? table, bool isIndex)
    {
        var db = await session.GetConnectionAsync(write: true);
        var entity = db.MappingSchema.GetEntityDescriptor(typeof(T));
        var builder = new TableBuilder<T>(entity);
        table?.Invoke(builder);
        await db.ExecuteAsync(Sql.Create(entity, builder.Lengths));
        if (isIndex && !builder.Indexes.Any(index => index.Columns[0] == nameof(IIndex.DocumentId)))
        {
            await db.ExecuteAsync(Sql.Index(entity, [nameof(IIndex.DocumentId)], unique: false));
        }

        foreach (var (columns, unique) in builder.Indexes)
        {
            await db.ExecuteAsync(Sql.Index(entity, columns, unique));
        }
    }
}

internal sealed class TableBuilder<T>(EntityDescriptor entity) : ITableBuilder<T>
{
    public Dictionary<string, int> Lengths { get; } = [];

    public List<(IReadOnlyList<string> Columns, bool Unique)> Indexes { get; } = [];

    public ITableBuilder<T> WithLength(Expression<Func<T, string?>> column, int length)
    {
        Lengths[ColumnNames.Of(entity, column.Body)[0]] = length;
        return this;
    }

    public ITableBuilder<T> HasIndex(Expression<Func<T, object?>> columns, bool unique = false)
    {
        Indexes.Add((ColumnNames.Of(entity, columns.Body), unique));
        return this;
    }
}

internal sealed class AlterTableBuilder<T>(TableSql sql, EntityDescriptor entity) : IAlterTableBuilder<T>
{
    private readonly string _table = entity.Name.Name;

    public List<string> Statements { get; } = [];

    public IAlterTableBuilder<T> AddColumn(Expression<Func<T, object?>> column)
    {
        var name = ColumnNames.Of(entity, column.Body)[0];
        return Add(sql.AddColumn(_table, entity.Columns.Single(candidate => candidate.ColumnName == name)));
    }

    public IAlterTableBuilder<T> DropColumn(string column) => Add(sql.DropColumn(_table, column));

    public IAlterTableBuilder<T> AddIndex(Expression<Func<T, object?>> columns, bool unique = false)
        => Add(sql.Index(entity, ColumnNames.Of(entity, columns.Body), unique));

    private AlterTableBuilder<T> Add(string statement)
    {
        Statements.Add(statement);
        return this;
    }
}

/// <summary>The columns that <c>x =&gt; x.A</c> or <c>x =&gt; new { x.A, x.B }</c> names.</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Of(EntityDescriptor entity, Expression body) => body switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(entity, convert.Operand),
        NewExpression record => record.Arguments.SelectMany(argument => Of(entity, argument)).ToList(),
        MemberExpression member => [entity.Columns.FirstOrDefault(column => column.MemberInfo.Name == member.Member.Name)?.ColumnName
            ?? throw new ArgumentException($"{entity.ObjectType.Name} has no column {member.Member.Name}.")],
        _ => throw new ArgumentException($"Name columns as x => x.Name or x => new {{ x.A, x.B }}, not as {body}."),
    };
}
