using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Contacts.Organisations;

/// <summary>A company, school, association or authority.</summary>
public sealed class OrganisationPart : ContentPart
{
    /// <summary>Name in use.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name in law, when it differs.</summary>
    public string LegalName { get; set; } = "";

    /// <summary>Number in the register of its country (SIRET …).</summary>
    public string RegistrationNumber { get; set; } = "";

    /// <summary>Web address.</summary>
    public string Website { get; set; } = "";

    /// <summary>Free notes.</summary>
    public string Notes { get; set; } = "";

    /// <summary>Identifiers in other systems; a source and key are one organisation's only.</summary>
    public List<ExternalKey> ExternalKeys { get; set; } = [];
}

/// <summary>One row an organisation that is not in the trash.</summary>
public sealed class OrganisationIndex : ContactIndex
{
    /// <summary>Number in the register of its country.</summary>
    public string RegistrationNumber { get; set; } = "";
}

/// <summary>The index row of an organisation.</summary>
internal sealed class OrganisationIndexes(SortKeys sortKeys) : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<OrganisationIndex>().When(IsLive).Map(Row);
        context.For<ContactWordIndex>().When(IsLive).Map(item => ContactWordIndex.Of(
            (WordSources.Name, $"{item.As<OrganisationPart>()?.Name} {item.As<OrganisationPart>()?.LegalName}"),
            (WordSources.Town, item.As<AddressPart>()?.Main()?.City)));
    }

    private static bool IsLive(ContentItem item) => item.ContentType == ContactTypes.Organisation && item.Latest;

    private OrganisationIndex? Row(ContentItem item)
    {
        var (name, address) = (item.As<OrganisationPart>()?.Name ?? "", item.As<AddressPart>()?.Main());
        return new OrganisationIndex
        {
            ContentItemId = item.ContentItemId,
            DisplayName = name,
            SortKey = sortKeys.For(name),
            City = address?.City ?? "",
            CityKey = Fold.Of(address?.City),
            Country = address?.Country ?? "",
            RegistrationNumber = item.As<OrganisationPart>()?.RegistrationNumber ?? "",
            Owner = item.Owner ?? "",
            ModifiedUtc = item.ModifiedUtc ?? item.CreatedUtc ?? default,
        };
    }
}
