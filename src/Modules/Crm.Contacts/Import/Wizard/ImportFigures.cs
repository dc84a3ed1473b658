using Crm.Contacts.Trash;
using Microsoft.AspNetCore.Mvc.Localization;

namespace Crm.Contacts.Import.Wizard;

/// <summary>What an import of a file does or did, in rows.</summary>
/// <param name="Holds">What each row is.</param>
internal sealed record ImportFigures(string Holds, long Created, long Updated, long Unchanged, long Refused, long Doubles)
{
    /// <summary>The figures of an import.</summary>
    public static ImportFigures Of(PeopleImport import) => new(ImportMap.Unfinished(import.Map).Holds, import.Created, import.Updated, import.Unchanged, import.Refused, import.Doubles);

    /// <summary>The address of the list of what the rows are, as <c>~/admin/people</c>.</summary>
    public static string ListOf(string holds) => TrashedContacts.ListOf(holds)!;

    /// <summary>The heading of those that are made.</summary>
    public static string New(IViewLocalizer t, string holds) => holds switch
    {
        ContactTypes.Household => t["New households"].Value,
        ContactTypes.Organisation => t["New organisations"].Value,
        _ => t["New people"].Value,
    };

    /// <summary>The heading of those that are changed.</summary>
    public static string Changed(IViewLocalizer t, string holds) => holds switch
    {
        ContactTypes.Household => t["Changed households"].Value,
        ContactTypes.Organisation => t["Changed organisations"].Value,
        _ => t["Changed people"].Value,
    };
}
