using System.Security.Claims;
using Crm.Kernel.Search;
using Crm.Kernel.Security;
using Crm.Search.Records;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Crm.Search.Find;

/// <summary>A type as one user sees it: which records, by which fields.</summary>
internal sealed record SeenType(RecordType Type, RecordScope Scope, IReadOnlyList<IndexedField> Fields)
{
    /// <summary>Of records that belong to others: which of those the user sees, by their type. Null for records that belong to none.</summary>
    public IReadOnlyList<(string Type, RecordScope Scope)>? Hosts { get; init; }

    public string Name => Type.About.ContentType;
}

/// <summary>What a user may find: the same gate as that of the lists.</summary>
/// <param name="IsAll">Whether the index holds nothing that the user may not see, so that nothing has to be filtered.</param>
internal sealed record SeenTypes(IReadOnlyList<SeenType> Types, bool IsAll, Sight Sight)
{
    /// <summary>What that user sees.</summary>
    /// <param name="only">A content type when only that is asked for.</param>
    public static async Task<SeenTypes> ForAsync(ClaimsPrincipal user, RecordCatalog catalog, string? only, Visible visible, RecordScopes scopes)
    {
        var sight = await visible.ForAsync(user);
        var types = new List<SeenType>();
        foreach (var type in catalog.Types.Values.Where(type => only is null || type.About.ContentType == only))
        {
            var name = type.About.ContentType;
            var hosts = type.Source is IAttachedSource attached ? await HostsAsync(user, attached, scopes) : null;
            var scope = hosts is null ? await scopes.ForAsync(user, name) : Whole(hosts);
            if (!scope.IsNone)
            {
                types.Add(new SeenType(type, scope, [.. type.Fields.Where(field => field.Sources.All(source => sight.CanSee(name, source)))]) { Hosts = hosts });
            }
        }

        return new SeenTypes([.. types.OrderBy(type => type.Type.About.Position, Kernel.Navigation.DottedPosition.Comparer)], types.Count == catalog.Types.Count && types.TrueForAll(type => type.Scope.IsAll), sight);
    }

    /// <summary>The condition on records: their types and, where not all are seen, their owners; null when there is none.</summary>
    public Filter? Filter()
    {
        if (IsAll)
        {
            return null;
        }

        var any = new BooleanQuery(disableCoord: true);
        foreach (var type in Types)
        {
            any.Add(type.Hosts is { } hosts && !type.Scope.IsAll ? OfHosts(type.Name, hosts) : type.Scope.Owners is { } owners ? OfOwners(OfType(type.Name), owners) : OfType(type.Name), Occur.SHOULD);
        }

        return new QueryWrapperFilter(any);
    }

    /// <summary>The fields that are searched, each with the types that have it but do not show it to the user.</summary>
    public IEnumerable<(IndexedField Field, IReadOnlyList<string> HiddenIn)> Fields()
        => Types.SelectMany(type => type.Fields).DistinctBy(field => field.Lucene)
            .Select(field => (field, (IReadOnlyList<string>)[.. Types.Where(type => type.Type.Fields.Any(other => other.Lucene == field.Lucene) && !type.Fields.Any(other => other.Lucene == field.Lucene)).Select(type => type.Name)]));

    /// <summary>The query without records of those types.</summary>
    public static Query Without(Query query, IReadOnlyList<string> types)
    {
        if (types.Count == 0)
        {
            return query;
        }

        var but = new BooleanQuery(disableCoord: true) { { query, Occur.MUST } };
        foreach (var type in types)
        {
            but.Add(OfType(type), Occur.MUST_NOT);
        }

        return but;
    }

    private static TermQuery OfType(string name) => new(new Term(RecordDocuments.Type, name));

    // All of them, none of them, or those of some: then the hosts' own scopes say which.
    private static RecordScope Whole(IReadOnlyList<(string Type, RecordScope Scope)> hosts)
        => hosts.All(host => host.Scope.IsAll) ? new RecordScope((IReadOnlyCollection<string>?)null) : new RecordScope([.. hosts.Where(host => !host.Scope.IsNone).Select(host => host.Type)]);

    private static async Task<IReadOnlyList<(string Type, RecordScope Scope)>> HostsAsync(ClaimsPrincipal user, IAttachedSource source, RecordScopes scopes)
    {
        var hosts = new List<(string, RecordScope)>();
        foreach (var type in source.HostTypes)
        {
            hosts.Add((type, await scopes.ForAsync(user, type)));
        }

        return hosts;
    }

    private static BooleanQuery OfHosts(string type, IReadOnlyList<(string Type, RecordScope Scope)> hosts)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var (host, scope) in hosts.Where(host => !host.Scope.IsNone))
        {
            var those = new TermQuery(new Term(RecordDocuments.Host, host));
            any.Add(scope.Owners is { } owners ? OfOwners(those, owners) : those, Occur.SHOULD);
        }

        return new BooleanQuery(disableCoord: true) { { OfType(type), Occur.MUST }, { any, Occur.MUST } };
    }

    private static BooleanQuery OfOwners(Query those, IEnumerable<string> owners)
    {
        var own = new BooleanQuery(disableCoord: true);
        foreach (var owner in owners.Take(BooleanQuery.MaxClauseCount))
        {
            own.Add(new TermQuery(new Term(RecordDocuments.Owner, owner)), Occur.SHOULD);
        }

        return new BooleanQuery(disableCoord: true) { { those, Occur.MUST }, { own, Occur.MUST } };
    }
}
