using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Types;

/// <summary>The kinds of field in words: what is offered, in which order, and their editors.</summary>
internal static class FieldKinds
{
    /// <summary>Kinds with a name people understand, then those of other modules.</summary>
    public static List<SelectListItem> Choices(IStringLocalizer text, IEnumerable<string> kinds)
    {
        var known = kinds.ToHashSet();
        var named = Names(text);
        return [
            .. named.Where(kind => known.Contains(kind.Name)).Select(kind => new SelectListItem(kind.Words, kind.Name)),
            .. known.Except(named.Select(kind => kind.Name)).Order(StringComparer.Ordinal).Select(name => new SelectListItem(name, name))];
    }

    public static string Words(IStringLocalizer text, string fieldName) => Array.Find(Names(text), kind => kind.Name == fieldName).Words ?? fieldName;

    /// <summary>The editors of a kind; the first is the standard one.</summary>
    public static List<SelectListItem> Editors(IStringLocalizer text, string fieldName) => fieldName switch
    {
        "TextField" => [
            new(text["One line"], ""), new(text["Several lines"], "TextArea"), new(text["List of choices"], "PredefinedList"), new(text["E-mail"], "Email"),
            new(text["Phone"], "Tel"), new(text["Web address"], "Url"), new(text["Colour"], "Color")],
        "HtmlField" => [new(text["Plain HTML"], ""), new(text["Formatted text with a toolbar"], "Wysiwyg")],
        "TaxonomyField" => [new(text["List of choices"], ""), new(text["Tags, found by typing"], "Tags")],
        _ => [],
    };

    private static (string Name, string Words)[] Names(IStringLocalizer text) => [
        ("TextField", text["Text"]), ("NumericField", text["Number"]), ("BooleanField", text["Yes or no"]), ("DateField", text["Date"]),
        ("DateTimeField", text["Date and time"]), ("TimeField", text["Time of day"]), ("LinkField", text["Link"]), ("HtmlField", text["Formatted text"]),
        ("MultiTextField", text["Several texts"]), ("ContentPickerField", text["Other items"]), ("TaxonomyField", text["Terms of a taxonomy"]), ("MediaField", text["Files and pictures"])];
}
