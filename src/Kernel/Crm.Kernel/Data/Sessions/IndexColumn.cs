using System.Linq.Expressions;
using System.Reflection;
using Crm.Kernel.Data.Sqlite;

namespace Crm.Kernel.Data.Sessions;

/// <summary>A column of an index table: reads the property through compiled code and knows how its value is stored.</summary>
internal abstract class IndexColumn(string name)
{
    public string Name { get; } = name;

    /// <summary>Binds the row's value to a parameter of a SQLite statement.</summary>
    public abstract void Bind(SqliteStatement statement, int index, object row);

    /// <summary>Whether both rows would be stored with the same value.</summary>
    public abstract bool Same(object left, object right);

    /// <summary>The values of all rows, as an array that Npgsql writes.</summary>
    public abstract Array Values(IReadOnlyList<IIndex> rows);

    /// <exception cref="NotSupportedException">The property's type is none of those an index may have.</exception>
    public static IndexColumn Create(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(string) => new TextColumn(property),
            _ when type == typeof(bool) => Value<bool>(property, static (s, i, v) => s.Bind(i, v ? 1L : 0L)),
            _ when type == typeof(int) => Value<int>(property, static (s, i, v) => s.Bind(i, (long)v)),
            _ when type == typeof(long) => Value<long>(property, static (s, i, v) => s.Bind(i, v)),
            _ when type == typeof(double) => Value<double>(property, static (s, i, v) => s.Bind(i, v)),
            _ when type == typeof(decimal) => Value<decimal>(property, static (s, i, v) => s.Bind(i, (double)v)),
            _ when type == typeof(DateTime) => Value<DateTime>(
                property, static (s, i, v) => s.Bind(i, v), static v => DateTime.SpecifyKind(v, DateTimeKind.Unspecified), static v => v.Ticks / TimeSpan.TicksPerMillisecond),
            _ when type == typeof(DateOnly) => Value<DateOnly>(property, static (s, i, v) => s.Bind(i, SqliteValues.Text(v))),
            _ when type == typeof(Guid) => Value<Guid>(property, static (s, i, v) => s.Bind(i, SqliteValues.Text(v))),
            _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: an index has no column of type {type.Name}."),
        };
    }

    private static IndexColumn Value<T>(PropertyInfo property, Action<SqliteStatement, int, T> bind, Func<T, T>? normalise = null, Func<T, long>? identity = null)
        where T : struct
        => property.PropertyType == typeof(T)
            ? new ValueColumn<T>(property, bind, normalise, identity)
            : new NullableColumn<T>(property, bind, normalise, identity);

    private protected static Func<object, T> Getter<T>(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, T>>(Expression.Property(Expression.Convert(row, property.ReflectedType!), property), row).Compile();
    }

    private sealed class TextColumn(PropertyInfo property) : IndexColumn(property.Name)
    {
        private readonly Func<object, string?> _get = Getter<string?>(property);

        public override void Bind(SqliteStatement statement, int index, object row) => statement.Bind(index, _get(row));

        public override bool Same(object left, object right) => _get(left) == _get(right);

        public override Array Values(IReadOnlyList<IIndex> rows) => rows.Select(row => _get(row)).ToArray();
    }

    private sealed class ValueColumn<T>(PropertyInfo property, Action<SqliteStatement, int, T> bind, Func<T, T>? normalise, Func<T, long>? identity)
        : IndexColumn(property.Name) where T : struct
    {
        private readonly Func<object, T> _get = Getter<T>(property);

        public override void Bind(SqliteStatement statement, int index, object row) => bind(statement, index, _get(row));

        public override bool Same(object left, object right) => Equal(_get(left), _get(right), identity);

        public override Array Values(IReadOnlyList<IIndex> rows) => rows.Select(row => normalise is null ? _get(row) : normalise(_get(row))).ToArray();
    }

    private sealed class NullableColumn<T>(PropertyInfo property, Action<SqliteStatement, int, T> bind, Func<T, T>? normalise, Func<T, long>? identity)
        : IndexColumn(property.Name) where T : struct
    {
        private readonly Func<object, T?> _get = Getter<T?>(property);

        public override void Bind(SqliteStatement statement, int index, object row)
        {
            if (_get(row) is { } value)
            {
                bind(statement, index, value);
            }
            else
            {
                statement.BindNull(index);
            }
        }

        public override bool Same(object left, object right) => (_get(left), _get(right)) switch
        {
            ({ } a, { } b) => Equal(a, b, identity),
            (null, null) => true,
            _ => false,
        };

        public override Array Values(IReadOnlyList<IIndex> rows)
            => rows.Select(row => _get(row) is { } value ? normalise is null ? value : normalise(value) : (T?)null).ToArray();
    }

    private static bool Equal<T>(T left, T right, Func<T, long>? identity) where T : struct
        => identity is null ? EqualityComparer<T>.Default.Equals(left, right) : identity(left) == identity(right);
}
