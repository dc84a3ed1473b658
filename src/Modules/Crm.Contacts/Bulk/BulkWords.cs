using Crm.Kernel.Localization;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Bulk;

/// <summary>What is said of an act on many contacts, in the words of their type.</summary>
internal sealed class BulkWords(ContactLabels labels, IStringLocalizer<BulkWords> s)
{
    /// <summary>The heading of their list.</summary>
    public string List(string type) => type switch { ContactTypes.Household => s["Households"], ContactTypes.Organisation => s["Organisations"], _ => s["People"] };

    /// <summary>Asks before it is done.</summary>
    public string Question(string type, BulkAct act, int count) => (act, type) switch
    {
        (BulkAct.Stage, _) => s.Plural(count, "Which stage for 1 person?", "Which stage for {0:N0} people?"),
        (BulkAct.Owner, ContactTypes.Household) => s.Plural(count, "Who looks after 1 household?", "Who looks after {0:N0} households?"),
        (BulkAct.Owner, ContactTypes.Organisation) => s.Plural(count, "Who looks after 1 organisation?", "Who looks after {0:N0} organisations?"),
        (BulkAct.Owner, _) => s.Plural(count, "Who looks after 1 person?", "Who looks after {0:N0} people?"),
        (_, ContactTypes.Household) => s.Plural(count, "Move 1 household to the trash?", "Move {0:N0} households to the trash?"),
        (_, ContactTypes.Organisation) => s.Plural(count, "Move 1 organisation to the trash?", "Move {0:N0} organisations to the trash?"),
        _ => s.Plural(count, "Move 1 person to the trash?", "Move {0:N0} people to the trash?"),
    };

    /// <summary>The operation's title.</summary>
    /// <param name="value">The stage's key or the owner's name.</param>
    public string Title(string type, BulkAct act, long total, string value) => (act, type) switch
    {
        (BulkAct.Stage, _) => s.Plural(total, "Stage “{1}” for 1 person", "Stage “{1}” for {0:N0} people", labels.Stage(value)),
        (BulkAct.Owner, ContactTypes.Household) => s.Plural(total, "1 household to {1}", "{0:N0} households to {1}", value),
        (BulkAct.Owner, ContactTypes.Organisation) => s.Plural(total, "1 organisation to {1}", "{0:N0} organisations to {1}", value),
        (BulkAct.Owner, _) => s.Plural(total, "1 person to {1}", "{0:N0} people to {1}", value),
        (_, ContactTypes.Household) => s.Plural(total, "1 household to the trash", "{0:N0} households to the trash"),
        (_, ContactTypes.Organisation) => s.Plural(total, "1 organisation to the trash", "{0:N0} organisations to the trash"),
        _ => s.Plural(total, "1 person to the trash", "{0:N0} people to the trash"),
    };

    /// <summary>All that the list shows.</summary>
    public string Whole(string type, bool isNarrowed) => (type, isNarrowed) switch
    {
        (ContactTypes.Household, true) => s["all households that match"],
        (ContactTypes.Household, _) => s["all households"],
        (ContactTypes.Organisation, true) => s["all organisations that match"],
        (ContactTypes.Organisation, _) => s["all organisations"],
        (_, true) => s["all that match"],
        _ => s["everybody"],
    };

    /// <summary>The selection is empty.</summary>
    public string Nobody(string type) => type switch
    {
        ContactTypes.Household => s["No household is chosen."],
        ContactTypes.Organisation => s["No organisation is chosen."],
        _ => s["Nobody is chosen."],
    };

    /// <summary>The right on that one is missing.</summary>
    public string MayNotOne(string type) => type switch
    {
        ContactTypes.Household => s["You may not change this household."],
        ContactTypes.Organisation => s["You may not change this organisation."],
        _ => s["You may not change this person."],
    };
}
