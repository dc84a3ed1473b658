using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Security;

namespace Crm.Contacts.Lists;

/// <summary>What a user sees of contacts of a type: the columns of lists by their source fields, and whole records without what is hidden.</summary>
internal sealed class ContactSight(Sight sight, string type)
{
    /// <summary>Whether the names are seen.</summary>
    public bool Names => CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.FamilyName)}") && CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.GivenName)}");

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
        .. Names ? (int[])[] : [WordSources.Name],
        .. CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.BirthName)}") ? (int[])[] : [WordSources.BirthName],
        .. Towns ? (int[])[] : [WordSources.Town],
    ];

    /// <summary>Whether that member is seen.</summary>
    /// <param name="path">Part and member, as <c>PersonPart.BirthDate</c>.</param>
    public bool CanSee(string path) => sight.CanSee(type, path);

    /// <summary>The record without what is hidden; for showing only.</summary>
    public ContentItem Show(ContentItem item)
    {
        var shown = new ContentItem
        {
            ContentItemId = item.ContentItemId,
            ContentType = item.ContentType,
            DisplayText = Names || type != ContactTypes.Person ? item.DisplayText : "",
            CreatedUtc = item.CreatedUtc,
            ModifiedUtc = item.ModifiedUtc,
            Author = item.Author,
            Owner = item.Owner,
        };
        shown.Merge(sight.Project(type, item.Data));
        return shown;
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
        row.City = Towns ? row.City : "";
        row.Email = Emails ? row.Email : null;
        row.Phone = Phones ? row.Phone : null;
        row.BirthDate = BirthDates ? row.BirthDate : null;
        row.Stage = Stages ? row.Stage : "";
        return row;
    }

    /// <summary>Blanks what a household shows of a member.</summary>
    public MembershipIndex Show(MembershipIndex row)
    {
        row.DisplayName = Names ? row.DisplayName : "";
        row.BirthDate = BirthDates ? row.BirthDate : null;
        row.DiedOn = CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.DiedOn)}") ? row.DiedOn : null;
        return row;
    }
}

/// <summary>Gives the sight of a user.</summary>
internal sealed class ContactSights(Visible visible)
{
    /// <summary>What that user sees of contacts of that type.</summary>
    public async Task<ContactSight> ForAsync(ClaimsPrincipal user, string type) => new(await visible.ForAsync(user), type);
}
