using Crm.Contacts.Addresses;
using Crm.Contacts.Import;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>The columns that a file of people can have: the person's id, all that an import can fill, and what is told of the person besides.</summary>
internal sealed class PersonColumns(IContentDefinitionManager definitions, ContactLabels labels, IContentLabels names, EachLanguage languages, RelationKinds kinds, Relatives relatives, HomeCountry country, TimeProvider time, IStringLocalizer<PersonColumns> s)
{
    /// <summary>The name of the column that an import finds the person by.</summary>
    public const string Id = "Id";

    /// <summary>Those that may be seen, in their order.</summary>
    /// <param name="timeline">What is seen of the timeline.</param>
    public async Task<IReadOnlyList<PersonColumn>> SeenAsync(ContactSight sight, ContactSight timeline)
    {
        var (fields, home) = (await definitions.GetLayoutAsync(ContactTypes.Person), await country.GetAsync());
        var custom = new CustomFields(await definitions.GetPartDefinitionAsync(ContactTypes.Person));
        var (sides, used) = (await SidesAsync(), await relatives.KindsInUseAsync());
        var seesLast = timeline.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.At)}") && timeline.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.Kind)}");
        IEnumerable<PersonColumn> all =
        [
            new(Id, s["Id"], [], row => row.Item.ContentItemId),
            Told(s["No."], "Number", row => row.Draft.Person.Number is { } number ? (decimal)number : null, $"{nameof(PersonPart)}.{nameof(PersonPart.Number)}"),
            Told(s["Name"], "Name", row => row.Item.DisplayText, nameof(ContentItem.DisplayText)),
            .. ImportTargets.Names.Select(name => new PersonColumn(name, Label(name), [ImportTargets.PathOf(name)], row => ImportTargets.Find(name)!.Read(row.Draft))),
            .. custom.Names.Select(name => new PersonColumn(name, Label(name, fields), [name], row => custom.Find(name)!.Read(row.Draft))),
            new(LinkTargets.Memberships, Label(LinkTargets.Memberships), [ImportTargets.PathOf(LinkTargets.Memberships)], row => row.Memberships),
            new(LinkTargets.Affiliations, Label(LinkTargets.Affiliations), [ImportTargets.PathOf(LinkTargets.Affiliations)], row => row.Affiliations),
            .. sides.Select(side => new PersonColumn(side.Target, Label(side), [PersonRelation.Path], row => row.Relations(side.Target)) { IsIdle = !used.Contains(side.Kind.Key) }),
            Told(s["Households"], "Households", row => row.Households, $"{nameof(PersonPart)}.{nameof(PersonPart.Memberships)}"),
            Told(s["Organisations"], "Organisations", row => row.Organisations, $"{nameof(PersonPart)}.{nameof(PersonPart.Affiliations)}"),
            Told(s["Postal address"], "PostalAddress", row => row.Draft.Address.Main() is { } main ? string.Join('\n', AddressLines.Of(main, home)) : "", $"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}", $"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}"),
            Told(s["Owner"], "Owner", row => row.Owner),
            .. seesLast ? (PersonColumn[])[Told(s["Last contact"], "LastContact", row => row.LastContact is { } last ? DateOnly.FromDateTime(last.At) : null)] : [],
            .. seesLast ? (PersonColumn[])[Told(s["First contact"], "FirstContact", row => row.FirstContact is { } first ? DateOnly.FromDateTime(first) : null)] : [],
            Told(s["Client since"], "ClientSince", row => row.ClientSince is { } since ? DateOnly.FromDateTime(since) : null, $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}"),
            Told(s["Days in stage"], "DaysInStage", row => row.StageSince is { } at ? (decimal)Math.Floor((time.GetUtcNow().UtcDateTime - at).TotalDays) : null, $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}"),
            Told(s["Created"], "Created", row => row.Item.CreatedUtc is { } at ? DateOnly.FromDateTime(at) : null),
            Told(s["Changed"], "Changed", row => row.Item.ModifiedUtc is { } at ? DateOnly.FromDateTime(at) : null),
        ];
        return [.. Distinct(all.Where(column => column.Sources.All(sight.CanSee)))];
    }

    /// <summary>What a column of a file can become: all that an export writes and reads back, and what a file of another system says in columns of their own.</summary>
    /// <param name="holds">What the rows of the file are.</param>
    /// <param name="sight">What is seen of these.</param>
    public async Task<IReadOnlyList<PersonColumn>> TargetsAsync(string holds, ContactSight sight)
    {
        if (holds == ContactTypes.Person)
        {
            var seen = (await SeenAsync(sight, sight)).Where(column => column.Name != Id && !column.IsToldOnly).ToLookup(column => RelationTargets.Is(column.Name));
            return
            [
                .. seen[false],
                .. LinkTargets.Single.Where(name => sight.CanSee(ImportTargets.PathOf(name))).Select(name => new PersonColumn(name, Label(name), [ImportTargets.PathOf(name)], _ => null)),
                .. seen[true],
            ];
        }

        var (fields, custom) = (await definitions.GetLayoutAsync(holds), new CustomFields(await definitions.GetPartDefinitionAsync(holds), holds));
        return [.. GroupTargets.Names(holds).Concat(custom.Names).Where(name => sight.CanSee(TargetBook.PathOf(holds, name))).Select(name => new PersonColumn(name, Label(name, fields), [TargetBook.PathOf(holds, name)], _ => null))];
    }

    /// <summary>By heading in every language of the site, and by name: the target or the id that a column of an exported file stands for.</summary>
    /// <param name="holds">What the rows of the file are.</param>
    public async Task<IReadOnlyDictionary<string, string>> HeadingsAsync(string holds)
    {
        var fields = await definitions.GetLayoutAsync(holds);
        var own = holds == ContactTypes.Person ? ImportTargets.Names.Concat(LinkTargets.Names) : GroupTargets.Names(holds);
        var names = own.Concat(new CustomFields(await definitions.GetPartDefinitionAsync(holds), holds).Names).ToList();
        var sides = holds == ContactTypes.Person ? await SidesAsync() : [];
        var headings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await languages.InEachAsync(() =>
        {
            headings.TryAdd(s["Id"], Id);
            foreach (var name in names)
            {
                headings.TryAdd(Label(name, fields), name);
            }

            foreach (var side in sides)
            {
                headings.TryAdd(Label(side), side.Target);
            }
        });

        foreach (var name in names.Concat(sides.Select(side => side.Target)).Append(Id))
        {
            headings[name] = name;
        }

        return headings;
    }

    // Two columns never bear one heading: who comes second bears its name too.
    private static IEnumerable<PersonColumn> Distinct(IEnumerable<PersonColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns)
        {
            yield return taken.Add(column.Label) ? column : column with { Label = column.Name };
        }
    }

    private static PersonColumn Told(string label, string name, Func<PersonRow, object?> read, params string[] sources) => new($"({name})", $"({label})", sources, read);

    private async Task<IReadOnlyList<RelationSide>> SidesAsync() => new RelationTargets(await kinds.ListAsync()).Sides;

    // What the row's person is, and what the one named is to them.
    private string Label(RelationSide side) => side.Kind.IsSame ? s["Relation: {0}", kinds.NameOf(side.Kind)] : s["Relation: {0} ({1})", kinds.NameOf(side.Kind, side.IsSecond), kinds.NameOf(side.Kind, !side.IsSecond)];

    private string Label(string target, ContentTypeLayout? layout)
        => layout?.Parts.FirstOrDefault(part => part.Name == layout.Name)?.Fields.FirstOrDefault(field => $"{layout.Name}.{field.Name}" == target) is { } field ? names.Field(field) : Label(target);

    private string Label(string target) => target switch
    {
        "Email" => s["E-mail"],
        "HomeEmail" => s["E-mail, home"],
        "WorkEmail" => s["E-mail, work"],
        "OtherEmails" => s["Further e-mails"],
        "Phone" => s["Phone"],
        "Mobile" => s["Phone, mobile"],
        "HomePhone" => s["Phone, home"],
        "WorkPhone" => s["Phone, work"],
        "Fax" => s["Fax"],
        "OtherPhones" => s["Further phones"],
        "Address.Postcode" => s["Post code"],
        "Address.City" => s["Town"],
        "Address.Region" => s["Region or state"],
        "Address.Country" => s["Country"],
        "OtherAddresses" => s["Further addresses"],
        LinkTargets.Memberships => s["Households, with role and dates"],
        LinkTargets.Affiliations => s["Organisations, with function and dates"],
        LinkTargets.Household => s["Household"],
        "Household.Role" => s["Role in the household"],
        "Household.From" => s["In the household since"],
        "Household.To" => s["In the household until"],
        "Household.Share" => s["Share of the time there, in percent"],
        LinkTargets.Organisation => s["Organisation"],
        "Organisation.Function" => s["Function in the organisation"],
        "Organisation.From" => s["In the organisation since"],
        "Organisation.To" => s["In the organisation until"],
        "Team" => s["Team"],
        _ when target.StartsWith("Address.Line", StringComparison.Ordinal) => s["Address, line {0}", target[^1..]],
        _ => labels.Field($"{nameof(PersonPart)}.{target}"),
    };
}
