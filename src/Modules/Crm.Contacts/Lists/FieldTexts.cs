using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Lists;

/// <summary>The values of fields that a tenant added, as lists show them.</summary>
internal sealed class FieldTexts(IContentManager content, LocalTime local, Kernel.Security.Rights rights, Visible visible, IStringLocalizer<FieldTexts> s)
{
    private static readonly string[] s_kinds = ["TextField", "MultiTextField", "NumericField", "BooleanField", "DateField", "DateTimeField", "TimeField", "ContentPickerField"];

    // Numbers of four digits, years among them, are written without a separator in both languages.
    private const int Grouped = 10_000;

    /// <summary>Whether fields of that kind fit into a cell.</summary>
    public static bool Takes(string fieldName) => s_kinds.Contains(fieldName);

    /// <summary>The text of an item's field; empty when it holds nothing.</summary>
    /// <param name="item">The item as the reader sees it.</param>
    /// <param name="except">The id of an item that is not named among those picked: the one on whose page they stand.</param>
    public async Task<string> OfAsync(ContentItem item, ContentFieldLayout field, ClaimsPrincipal user, string? except = null)
    {
        if (item.Data[field.Part.Name]?[field.Name] is not JsonObject value)
        {
            return "";
        }

        return field.FieldName switch
        {
            "TextField" => (string?)value["Text"] ?? "",
            "MultiTextField" => string.Join(", ", Texts(value["Values"])),
            "NumericField" => (decimal?)value["Value"] is { } number ? number.ToString(Math.Abs(number) < Grouped ? "0.######" : "#,0.######", CultureInfo.CurrentCulture) : "",
            "BooleanField" => Of((bool?)value["Value"] is true),
            "DateField" => (DateTime?)value["Value"] is { } day ? day.ToString("d", CultureInfo.CurrentUICulture) : "",
            "DateTimeField" => (DateTime?)value["Value"] is { } at ? (await local.OfAsync(at)).ToString("g", CultureInfo.CurrentUICulture) : "",
            "ContentPickerField" => await NamesAsync([.. Texts(value["ContentItemIds"]).Where(id => id != except)], user),
            _ => (string?)value["Value"] ?? "",
        };
    }

    /// <summary>Yes or no.</summary>
    public string Of(bool value) => value ? s["yes"] : s["no"];

    // Who may not see an item learns neither its name nor that it is there.
    private async Task<string> NamesAsync(List<string> ids, ClaimsPrincipal user)
    {
        var (names, sight) = (new List<string>(), await visible.ForAsync(user));
        foreach (var item in ids.Count == 0 ? [] : await content.GetAsync(ids, VersionOptions.Latest))
        {
            if (sight.NameOf(item) is { Length: > 0 } name && await rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
            {
                names.Add(name);
            }
        }

        return string.Join(", ", names);
    }

    private static IEnumerable<string> Texts(JsonNode? values) => (values as JsonArray ?? []).Select(one => (string?)one).OfType<string>();
}
