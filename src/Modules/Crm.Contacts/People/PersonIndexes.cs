using Crm.Contacts.Addresses;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.Points;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;

namespace Crm.Contacts.People;

/// <summary>The index rows of a person. Who is in the trash has none.</summary>
internal sealed class PersonIndexes(SortKeys sortKeys) : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<PersonIndex>().When(IsLive).Map(Person);
        context.For<ContactWordIndex>().When(IsLive).Map(item => Words(item));
        context.For<ContactPointIndex>().When(HasPoints).Map(item => Points(item));
        context.For<ExternalKeyIndex>().When(IsLive).Map(item => ExternalKeys(item));
        context.For<MembershipIndex>().When(IsLive).Map(item => Memberships(item));
        context.For<AffiliationIndex>().When(IsLive).Map(item => Affiliations(item));
    }

    private static bool IsLive(ContentItem item) => item.ContentType == ContactTypes.Person && item.Latest;

    private static bool HasPoints(ContentItem item) => item.ContentType is ContactTypes.Person or ContactTypes.Organisation && item.Latest;

    private PersonIndex? Person(ContentItem item)
    {
        var (person, points) = (item.As<PersonPart>() ?? new PersonPart(), item.As<ContactPointsPart>());
        var address = item.As<AddressPart>()?.Main();
        var name = person.DisplayName();
        return new PersonIndex
        {
            ContentItemId = item.ContentItemId,
            Number = person.Number ?? 0,
            DisplayName = name,
            SortKey = sortKeys.For(person.FamilyName.Length + person.GivenName.Length > 0 ? $"{person.FamilyName} {person.GivenName}" : name),
            City = address?.City ?? "",
            CityKey = Fold.Of(address?.City),
            Postcode = address?.Postcode ?? "",
            Country = address?.Country ?? "",
            Email = points?.Emails.FirstOrDefault()?.Address,
            Phone = points?.Phones.FirstOrDefault(phone => phone is { Kind: not "fax", Number: not null })?.Number,
            BirthDate = person.BirthDate,
            BirthKey = person.BirthDate is { } birth ? PersonIndex.KeyOf(birth) : 0,
            DiedOn = person.DiedOn,
            Gender = person.Gender,
            Language = person.Languages.FirstOrDefault() ?? "",
            Source = person.Source,
            Stage = person.Stage,
            StageSince = item.As<LifeCyclePart>()?.Since(person.Stage) ?? default,
            MaritalStatus = person.MaritalStatus,
            Income = person.Income ?? -1,
            Owner = item.Owner ?? "",
            Team = person.Team,
            HouseholdId = person.Memberships.FirstOrDefault(membership => membership.To is null)?.HouseholdId,
            CreatedUtc = item.CreatedUtc ?? default,
            ModifiedUtc = item.ModifiedUtc ?? item.CreatedUtc ?? default,
        };
    }

    private static IEnumerable<ContactWordIndex> Words(ContentItem item)
    {
        var person = item.As<PersonPart>() ?? new PersonPart();
        return ContactWordIndex.Of(
            (WordSources.Name, $"{person.DisplayName()} {person.GivenName} {person.FamilyName}"),
            (WordSources.BirthName, person.BirthName),
            (WordSources.Town, item.As<AddressPart>()?.Main()?.City));
    }

    private static IEnumerable<ContactPointIndex> Points(ContentItem item)
    {
        if (item.As<ContactPointsPart>() is not { } points)
        {
            yield break;
        }

        foreach (var address in points.Emails.Select(email => email.Address).Where(address => address.Contains('@')).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            yield return new ContactPointIndex { ContentItemId = item.ContentItemId, Kind = "email", Value = address.ToLowerInvariant(), Key = EmailAddress.Key(address) };
        }

        foreach (var number in points.Phones.Select(phone => phone.Number).OfType<string>().Distinct())
        {
            yield return new ContactPointIndex { ContentItemId = item.ContentItemId, Kind = "phone", Value = number, Key = number };
        }
    }

    private static IEnumerable<ExternalKeyIndex> ExternalKeys(ContentItem item)
        => (item.As<PersonPart>()?.ExternalKeys ?? []).Select(key => new ExternalKeyIndex
        {
            ContentItemId = item.ContentItemId,
            Source = key.Source,
            ExternalId = key.Key,
        });

    private static IEnumerable<MembershipIndex> Memberships(ContentItem item)
        => item.As<PersonPart>() is not { } person ? [] : person.Memberships.Select(membership => new MembershipIndex
        {
            PersonId = item.ContentItemId,
            HouseholdId = membership.HouseholdId,
            DisplayName = person.DisplayName(),
            BirthDate = person.BirthDate,
            DiedOn = person.DiedOn,
            Role = membership.Role,
            From = membership.From,
            To = membership.To,
            Share = membership.Share,
        });

    private static IEnumerable<AffiliationIndex> Affiliations(ContentItem item)
        => item.As<PersonPart>() is not { } person ? [] : person.Affiliations.Select(affiliation => new AffiliationIndex
        {
            PersonId = item.ContentItemId,
            OrganisationId = affiliation.OrganisationId,
            DisplayName = person.DisplayName(),
            Function = affiliation.Function,
            To = affiliation.To,
        });
}
