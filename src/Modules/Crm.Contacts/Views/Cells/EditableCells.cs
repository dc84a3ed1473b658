using System.Globalization;
using Crm.Contacts.Addresses;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Contacts.Views.Cells;

/// <summary>Which columns of the list of people can be changed where they stand, and what can be chosen there.</summary>
internal sealed class EditableCells(IContentDefinitionManager definitions, IEnumerable<IContentFieldDisplayDriver> drivers, UserNames users, ContactLabels labels)
{
    // What is typed in one line: long texts, lists of texts and pictures of the world are not.
    private static readonly string[] s_simple = ["TextField", "NumericField", "BooleanField", "DateField", "DateTimeField", "TimeField"];
    private static readonly string[] s_long = ["TextArea", "CodeMirror", "Monaco"];

    /// <summary>The cell of a column; null for one that cannot be changed.</summary>
    public async Task<ICell?> FindAsync(string column)
    {
        if (PersonCell.All.FirstOrDefault(cell => cell.Column == column) is { } own)
        {
            return own;
        }

        return (await definitions.GetLayoutAsync(ContactTypes.Person))?.Field(column) is { } field && IsSimple(field) ? new FieldCell(field) : null;
    }

    /// <summary>Those among these columns that can be changed.</summary>
    public async Task<IReadOnlySet<string>> AmongAsync(IEnumerable<string> columns)
    {
        var editable = new HashSet<string>();
        foreach (var column in columns)
        {
            if (await FindAsync(column) is not null)
            {
                editable.Add(column);
            }
        }

        return editable;
    }

    /// <summary>What can be chosen in a cell, by name; what is there already can stay.</summary>
    public async Task<IReadOnlyList<SelectListItem>> ChoicesAsync(PersonCell cell, string present)
    {
        var choices = cell.Column switch
        {
            "stage" => [.. labels.Stages(present)],
            "gender" => [.. labels.Genders()],
            "marital" => [.. labels.MaritalStatuses()],
            "owner" => [.. (await users.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))],
            "country" => Named(AddressLines.Countries, ContactLabels.Country),
            "language" => Named(Languages, ContactLabels.Language),
            _ => new List<SelectListItem>(),
        };
        if (choices.All(choice => choice.Value != present))
        {
            choices.Insert(0, new SelectListItem(present.Length == 0 ? "—" : present, present));
        }

        return choices;
    }

    // Two letters: what Languages holds of the preferred one is a language, seldom a country's kind of it.
    private static IEnumerable<string> Languages => CultureInfo.GetCultures(CultureTypes.NeutralCultures).Select(culture => culture.Name).Where(name => name.Length == 2);

    private static List<SelectListItem> Named(IEnumerable<string> codes, Func<string, string> name)
        => [new("—", ""), .. codes.Select(code => new SelectListItem(name(code), code)).OrderBy(choice => choice.Text, StringComparer.CurrentCulture)];

    private bool IsSimple(ContentFieldLayout field)
        => s_simple.Contains(field.FieldName) && !s_long.Contains(field.Settings.Editor) && drivers.Any(driver => driver.FieldType.Name == field.FieldName);
}
