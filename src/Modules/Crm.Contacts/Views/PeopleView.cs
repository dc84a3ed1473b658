using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Views;

/// <summary>How somebody looks at the list of people: what narrows it, its order, its columns. One without a name holds the columns of a user's plain list.</summary>
internal sealed class PeopleView
{
    /// <summary>What an address names it by.</summary>
    public string ViewId { get; set; } = ContentId.New();

    public string Name { get; set; } = "";

    /// <summary>User id of who made it.</summary>
    public string OwnerId { get; set; } = "";

    /// <summary>Whether all who see the list may open it.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether the list opens with it: for its owner, or when it is shared for all who have no default of their own.</summary>
    public bool IsDefault { get; set; }

    public string? Search { get; set; }

    public string? Stage { get; set; }

    public string? Owner { get; set; }

    public string? Segment { get; set; }

    /// <summary>The conditions, as segments store them.</summary>
    public JsonObject? Where { get; set; }

    /// <summary>As in the address.</summary>
    public string? Sort { get; set; }

    /// <summary>Keys of the columns behind the name, in their order; none for the usual ones.</summary>
    public List<string> Columns { get; set; } = [];

    /// <summary>When it was thrown away; it can be brought back.</summary>
    public DateTime? RemovedUtc { get; set; }
}

/// <summary>One row a view.</summary>
internal sealed class PeopleViewIndex : MapIndex
{
    public string ViewId { get; set; } = "";

    public string OwnerId { get; set; } = "";

    public bool IsShared { get; set; }

    public bool IsRemoved { get; set; }
}

internal sealed class PeopleViewIndexes : IndexProvider<PeopleView>
{
    public override void Describe(DescribeContext<PeopleView> context)
        => context.For<PeopleViewIndex>().Map(view => new PeopleViewIndex { ViewId = view.ViewId, OwnerId = view.OwnerId, IsShared = view.IsShared, IsRemoved = view.RemovedUtc is not null });
}

internal sealed class PeopleViewsMigration : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateMapIndexTableAsync<PeopleViewIndex>(table => table.HasIndex(row => new { row.ViewId }, unique: true).HasIndex(row => new { row.OwnerId, row.DocumentId }));
        return 1;
    }
}
