using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Security;

namespace Crm.Contacts.Lists;

/// <summary>What a user sees of contacts of a type: the columns of lists by their source fields, and whole records without what is hidden.</summary>
/// <param name="scope">Which records: all, those of certain owners, none.</param>
/// <param name="user">Who looks; nobody with a right of his own when null.</param>
internal sealed class ContactSight(Sight sight, string type, RecordScope scope, ClaimsPrincipal? user = null)
{
    /// <summary>Who looks.</summary>
    public ClaimsPrincipal User { get; } = user ?? new ClaimsPrincipal();

    /// <summary>Which records are seen.</summary>
    public RecordScope Scope => scope;

    /// <summary>Whether the names are seen.</summary>
    public bool Names => CanSee(nameof(ContentItem.DisplayText));

    /// <summary>Whether people's numbers are seen.</summary>
    public bool Numbers => CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Number)}");

    /// <summary>Whether towns are seen.</summary>
    public bool Towns => CanSee($"{nameof(AddressPart)}.{nameof(AddressPart.Addresses)}") && CanSee($"{nameof(AddressPart)}.{nameof(AddressPart.Shared)}");

    /// <summary>Whether e-mail addresses are seen.</summary>
    public bool Emails => CanSee($"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Emails)}");

    /// <summary>Whether phones are seen.</summary>
    public bool Phones => CanSee($"{nameof(ContactPointsPart)}.{nameof(ContactPointsPart.Phones)}");

    /// <summary>Whether birth dates are seen.</summary>
    public bool BirthDates => CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.BirthDate)}");

    /// <summary>Whether stages are seen.</summary>
    public bool Stages => CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}");

    /// <summary>The sources of words that a search may not hear.</summary>
    public IReadOnlyList<int> HiddenWords =>
    [
        .. Names && (type != ContactTypes.Organisation || CanSee($"{nameof(OrganisationPart)}.{nameof(OrganisationPart.LegalName)}")) ? (int[])[] : [WordSources.Name],
        .. CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.BirthName)}") ? (int[])[] : [WordSources.BirthName],
        .. Towns ? (int[])[] : [WordSources.Town],
    ];

    /// <summary>Whether that member is seen.</summary>
    /// <param name="path">Part and member, as <c>PersonPart.BirthDate</c>.</param>
    public bool CanSee(string path) => sight.CanSee(type, path);

    /// <summary>The record's name; blank when it is made of a hidden field.</summary>
    public string NameOf(ContentItem item) => sight.NameOf(item) ?? "";

    /// <summary>The record without what is hidden; for showing only.</summary>
    public ContentItem Show(ContentItem item) => sight.Show(item);

    /// <summary>Whether an input of a form is hidden: its name ends in a member of that part, or stands for it.</summary>
    /// <param name="name">As <c>Input.Notes</c>.</param>
    /// <param name="part">The part that members without an entry in <paramref name="others"/> belong to.</param>
    /// <param name="others">The paths of the other inputs, by the beginning of their names.</param>
    public bool Hides(string name, string part, params (string Input, string Path)[] others)
    {
        var path = others.FirstOrDefault(other => name.StartsWith($"Input.{other.Input}", StringComparison.Ordinal)).Path;
        return name.StartsWith("Input.", StringComparison.Ordinal) && !CanSee(path ?? $"{part}.{name["Input.".Length..]}");
    }

    /// <summary>Gives the hidden inputs of a form the values stored: nobody could type them.</summary>
    public void KeepHidden<TForm>(TForm typed, TForm stored, string part, params (string Input, string Path)[] others) where TForm : class
    {
        foreach (var input in typeof(TForm).GetProperties().Where(input => input.CanWrite && Hides($"Input.{input.Name}", part, others)))
        {
            input.SetValue(typed, input.GetValue(stored));
        }
    }

    /// <summary>Puts the hidden members back as they were: a form that did not show them must not blank them.</summary>
    /// <param name="before">The record's JSON before the form was written into it.</param>
    public void KeepHidden(ContentItem item, JsonObject before)
    {
        foreach (var (part, members) in before)
        {
            foreach (var (member, value) in members as JsonObject ?? [])
            {
                if (!CanSee($"{part}.{member}"))
                {
                    item.Merge(new JsonObject { [part] = new JsonObject { [member] = value?.DeepClone() } });
                }
            }
        }
    }

    /// <summary>Blanks the columns of a row that come from hidden fields.</summary>
    public PersonIndex Show(PersonIndex row)
    {
        row.DisplayName = Names ? row.DisplayName : "";
        row.Number = Numbers ? row.Number : 0;
        row.City = Towns ? row.City : "";
        row.Email = Emails ? row.Email : null;
        row.Phone = Phones ? row.Phone : null;
        row.BirthDate = BirthDates ? row.BirthDate : null;
        row.MaritalStatus = CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.MaritalStatus)}") ? row.MaritalStatus : "";
        row.Income = CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.Income)}") ? row.Income : -1;
        (row.Stage, row.StageSince) = Stages ? (row.Stage, row.StageSince) : ("", default);
        return row;
    }

    /// <summary>The rows of contacts that are seen.</summary>
    public IQueryable<TIndex> Of<TIndex>(IQueryable<TIndex> contacts) where TIndex : ContactIndex => scope.Apply(contacts, row => row.Owner);

    /// <summary>Blanks what a household shows of a member.</summary>
    public MembershipIndex Show(MembershipIndex row)
    {
        row.DisplayName = Names ? row.DisplayName : "";
        row.BirthDate = BirthDates ? row.BirthDate : null;
        row.DiedOn = CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.DiedOn)}") ? row.DiedOn : null;
        return row;
    }
}

/// <summary>The gate of contacts: what a user sees of them, and which he may touch.</summary>
internal sealed class ContactSights(Visible visible, RecordScopes scopes, Kernel.Security.Rights rights, IContentManager content, LifeCycle lifeCycle)
{
    /// <summary>What that user sees of contacts of that type.</summary>
    public async Task<ContactSight> ForAsync(ClaimsPrincipal user, string type)
    {
        // Whoever shows contacts comes by here, and shows their stages by the names of this moment.
        await lifeCycle.ListAsync();
        return new(await visible.ForAsync(user), type, await scopes.ForAsync(user, type), user);
    }

    /// <summary>The record that is not in the trash, when it is of that type and the user holds the right on it; else null, so that nobody learns of what he may not see.</summary>
    /// <param name="permission">One of the kernel's rights on content; to view when null.</param>
    public async Task<ContentItem?> FindAsync(ClaimsPrincipal user, string id, string type, Permission? permission = null)
        => await content.GetAsync(id, VersionOptions.Latest) is { } item && item.ContentType == type && await MayAsync(user, item, permission ?? CommonPermissions.ViewContent) ? item : null;

    /// <summary>Whether the user holds the right on the record.</summary>
    public Task<bool> MayAsync(ClaimsPrincipal user, ContentItem item, Permission permission) => rights.HoldsAsync(user, permission, item);
}
