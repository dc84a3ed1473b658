using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Import.Links;

/// <summary>One row an identifier of another system that a household or an organisation has.</summary>
public sealed class GroupKeyIndex : MapIndex
{
    /// <summary>The household or organisation.</summary>
    public string ContentItemId { get; set; } = "";

    /// <summary>Its type.</summary>
    public string Type { get; set; } = "";

    /// <summary>The other system.</summary>
    public string Source { get; set; } = "";

    /// <summary>The identifier there; unique in its source and type.</summary>
    public string ExternalId { get; set; } = "";
}

/// <summary>Makes the rows of the identifiers.</summary>
internal sealed class GroupKeyIndexes : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<GroupKeyIndex>().When(item => item.Latest && item.ContentType is ContactTypes.Household or ContactTypes.Organisation).Map(item => Rows(item));

    private static IEnumerable<GroupKeyIndex> Rows(ContentItem item) => Keys(item).Select(key => new GroupKeyIndex { ContentItemId = item.ContentItemId, Type = item.ContentType, Source = key.Source, ExternalId = key.Key });

    private static List<ExternalKey> Keys(ContentItem item)
        => (item.ContentType == ContactTypes.Household ? item.As<HouseholdPart>()?.ExternalKeys : item.As<OrganisationPart>()?.ExternalKeys) ?? [];
}
