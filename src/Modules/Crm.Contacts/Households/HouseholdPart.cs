using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Contacts.Households;

/// <summary>A home and who lives in it; its members say so themselves, in their memberships.</summary>
public sealed class HouseholdPart : ContentPart
{
    /// <summary>Name, as "Famille Lefèvre".</summary>
    public string Name { get; set; } = "";

    /// <summary>How to address the whole household.</summary>
    public string Salutation { get; set; } = "";

    /// <summary>Language (BCP 47).</summary>
    public string Language { get; set; } = "";

    /// <summary>Free notes.</summary>
    public string Notes { get; set; } = "";

    /// <summary>Identifiers in other systems; a source and key are one household's only.</summary>
    public List<ExternalKey> ExternalKeys { get; set; } = [];
}

/// <summary>One row a household that is not in the trash.</summary>
public sealed class HouseholdIndex : ContactIndex
{
    /// <summary>Post code.</summary>
    public string Postcode { get; set; } = "";
}

/// <summary>The index row of a household.</summary>
internal sealed class HouseholdIndexes(SortKeys sortKeys) : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<HouseholdIndex>().When(IsLive).Map(Row);
        context.For<ContactWordIndex>().When(IsLive).Map(item => ContactWordIndex.Of((WordSources.Name, item.As<HouseholdPart>()?.Name), (WordSources.Town, item.As<AddressPart>()?.Main()?.City)));
    }

    private static bool IsLive(ContentItem item) => item.ContentType == ContactTypes.Household && item.Latest;

    private HouseholdIndex? Row(ContentItem item)
    {
        var (name, address) = (item.As<HouseholdPart>()?.Name ?? "", item.As<AddressPart>()?.Main());
        return new HouseholdIndex
        {
            ContentItemId = item.ContentItemId,
            DisplayName = name,
            SortKey = sortKeys.For(name),
            City = address?.City ?? "",
            CityKey = Fold.Of(address?.City),
            Postcode = address?.Postcode ?? "",
            Country = address?.Country ?? "",
            Owner = item.Owner ?? "",
            ModifiedUtc = item.ModifiedUtc ?? item.CreatedUtc ?? default,
        };
    }
}
