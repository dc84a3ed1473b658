using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Views;

/// <summary>A column of the list of people.</summary>
/// <param name="Key">What a view stores: "town", or <c>Person.Doudou</c> for a field that the tenant added.</param>
/// <param name="Order">The name of the order that its heading gives; null for none.</param>
internal sealed record ListColumn(string Key, string Label, string? Order);

/// <summary>The people of a page with what its columns show of them beside the index row.</summary>
internal sealed record ListCells(IReadOnlyDictionary<string, LastContact> LastContacts, IReadOnlyDictionary<string, DateTime> FirstContacts, IReadOnlyDictionary<string, DateTime> ClientsSince, IReadOnlyDictionary<string, string> Owners, IReadOnlyDictionary<string, ContentItem> Items);

/// <summary>The columns that the list of people can have, and what stands in them. The name is always there and first.</summary>
internal sealed class ListColumns(IContentDefinitionManager definitions, ContactLabels labels, IContentLabels names, ISession session, LifeCycle lifeCycle, UserNames users, FieldTexts texts, IHttpContextAccessor http, IStringLocalizer<ListColumns> s)
{
    /// <summary>Those of who chose none.</summary>
    public static readonly IReadOnlyList<string> Usual = ["age", "town", "stage", "last", "email", "changed"];

    /// <summary>Those that may be seen, as they are offered.</summary>
    /// <param name="timeline">What is seen of the timeline.</param>
    public async Task<IReadOnlyList<ListColumn>> SeenAsync(ContactSight sight, ContactSight timeline)
    {
        bool Sees(string member) => sight.CanSee($"{nameof(PersonPart)}.{member}");
        var columns = new List<(bool IsSeen, ListColumn Column)>
        {
            (sight.Numbers, new("number", s["No."], "number")),
            (sight.BirthDates, new("age", s["Age"], "birth")),
            (sight.BirthDates, new("birth", labels.Field("PersonPart.BirthDate"), null)),
            (sight.Towns, new("town", s["Town"], "city")),
            (sight.Towns, new("postcode", s["Post code"], null)),
            (sight.Towns, new("country", s["Country"], null)),
            (sight.Stages, new("stage", s["Stage"], null)),
            (sight.Stages, new("since", s["Stage since"], "since")),
            (sight.Stages, new("days", s["Days in stage"], "since")),
            (timeline.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.At)}") && timeline.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.Kind)}"), new("last", s["Last contact"], null)),
            (sight.Emails, new("email", s["E-mail"], null)),
            (sight.Phones, new("phone", s["Phone"], null)),
            (true, new("owner", s["Owner"], null)),
            (Sees(nameof(PersonPart.Languages)), new("language", s["Language"], null)),
            (Sees(nameof(PersonPart.Gender)), new("gender", s["Gender"], null)),
            (Sees(nameof(PersonPart.Source)), new("source", s["Source"], null)),
            (Sees(nameof(PersonPart.MaritalStatus)), new("marital", labels.Field("PersonPart.MaritalStatus"), null)),
            (Sees(nameof(PersonPart.Income)), new("income", labels.Field("PersonPart.Income"), null)),
            (sight.Stages, new("client", s["Client since"], null)),
            (timeline.CanSee($"{nameof(InteractionPart)}.{nameof(InteractionPart.At)}"), new("first", s["First contact"], null)),
            (true, new("added", s["Added"], null)),
            (true, new("changed", s["Changed"], "modified")),
        };
        var fields = (await definitions.GetLayoutAsync(ContactTypes.Person))?.Fields ?? [];
        columns.AddRange(fields.Where(field => FieldTexts.Takes(field.FieldName) && field.GetSettings<FieldIndexSettings>().Filterable).Select(field => (sight.CanSee(field.Path), new ListColumn(field.Path, names.Field(field), null))));
        return [.. columns.Where(one => one.IsSeen).Select(one => one.Column)];
    }

    /// <summary>Reads what the columns show beside the index rows.</summary>
    public async Task<ListCells> ReadAsync(IReadOnlyList<PersonIndex> rows, IReadOnlyList<ListColumn> columns, ContactSight sight, CancellationToken cancellationToken)
    {
        bool Has(string key) => columns.Any(column => column.Key == key);
        var last = await LastContact.ReadAsync(session, Has("last") ? [.. rows.Select(row => row.ContentItemId)] : [], cancellationToken);
        var ids = rows.Select(row => row.ContentItemId).ToList();
        var first = await FirstContact.ReadAsync(session, Has("first") ? ids : [], cancellationToken);
        var clients = await ClientSince.ReadAsync(session, Has("client") ? ids : [], await lifeCycle.KeysAsync(StageKind.Client), cancellationToken);
        var owners = Has("owner") ? await users.OfAsync(rows.Select(row => row.Owner)) : new Dictionary<string, string>();
        var stored = columns.Any(IsField) ? await session.GetAsync<ContentItem>(rows.Select(row => row.DocumentId)) : [];
        return new ListCells(last, first, clients, owners, stored.ToDictionary(item => item.ContentItemId, sight.Show));
    }

    /// <summary>The text in a field's column.</summary>
    public async Task<string> TextAsync(ListColumn column, PersonIndex row, ListCells cells)
    {
        return await FieldAsync(column.Key) is { } field && cells.Items.GetValueOrDefault(row.ContentItemId) is { } item ? await texts.OfAsync(item, field, http.HttpContext?.User ?? new ClaimsPrincipal()) : "";
    }

    /// <summary>Whether it is a field that the tenant added.</summary>
    public static bool IsField(ListColumn column) => column.Key.Contains('.');

    private async Task<ContentFieldLayout?> FieldAsync(string path) => (await definitions.GetLayoutAsync(ContactTypes.Person))?.Field(path);
}
