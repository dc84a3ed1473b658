using Crm.Bench.Hosts;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Microsoft.Data.Sqlite;

namespace Crm.Bench.People;

/// <summary>A way the list of people can be asked: a filter's value and an order that is offered under it, in one direction.</summary>
/// <param name="Column">The filtered column of the index; null for everybody.</param>
internal sealed record ListCase(string? Column, string Value, ListOrder<PersonIndex> Order, bool Down)
{
    /// <summary>Filter and order in words.</summary>
    public string Name => $"list {(Column is null ? "of everybody" : $"where {Column.ToLowerInvariant()} is {Value}")} by {Order.Name}";

    public string Address(string? after = null)
        => $"/admin/people?sort={(Down ? "-" : "")}{Order.Name}{Filter}{(after is null ? "" : $"&after={after}")}";

    public string CountAddress => $"/admin/people?handler=Count{Filter}";

    private string Filter => Column is null ? "" : $"&{Column.ToLowerInvariant()}={Uri.EscapeDataString(Value)}";
}

/// <summary>All ways, from what the code declares: each member of <see cref="PeopleFilter"/> that is a column with its commonest and its rarest value, each order that is offered under it.</summary>
internal static class ListCases
{
    public static IEnumerable<ListCase> All(SqliteConnection database, ContactSight sight)
        => Filters(database).SelectMany(filter => PeopleList.Orders(filter.Filter, sight)
            .SelectMany(order => new[] { false, true }.Select(down => new ListCase(filter.Column, filter.Value, order, down))));

    private static IEnumerable<(string? Column, string Value, PeopleFilter Filter)> Filters(SqliteConnection database)
    {
        var parameters = typeof(PeopleFilter).GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();
        yield return (null, "", Make(null, ""));
        foreach (var column in parameters.Select(parameter => parameter.Name!).Where(name => typeof(PersonIndex).GetProperty(name) is not null))
        {
            foreach (var value in Values(database, column))
            {
                yield return (column, value, Make(column, value));
            }
        }

        PeopleFilter Make(string? column, string value)
            => (PeopleFilter)Activator.CreateInstance(typeof(PeopleFilter), [.. parameters.Select(parameter => parameter.Name == column ? value : null)])!;
    }

    private static List<string> Values(SqliteConnection database, string column)
    {
        var values = database.Texts($"SELECT \"{column}\" FROM PersonIndex WHERE \"{column}\" <> '' GROUP BY \"{column}\" ORDER BY count(*) DESC");
        return values.Count == 0 ? [] : [.. new[] { values[0], values[^1] }.Distinct()];
    }
}
