using System.Net;
using System.Text.RegularExpressions;
using Crm.Testing;

namespace Crm.Contacts.Tests.Import;

/// <summary>The pages of the import wizard, sent and read.</summary>
internal static partial class WizardPages
{
    /// <summary>Puts files up as the form does.</summary>
    public static async Task<HttpResponseMessage> PutUpAsync(TestBrowser browser, params (string Name, byte[] Bytes)[] files)
    {
        var token = Token().Match(await browser.ReadAsync("/admin/people/import")).Groups["token"].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), "Upload", name);
        }

        return await browser.Http.PostAsync("admin/people/import", form);
    }

    /// <summary>The headings of the page of columns.</summary>
    public static List<string> Headings(string page) => [.. Heading().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["value"].Value))];

    /// <summary>What is chosen in a list of a page; empty for nothing.</summary>
    public static string Selected(string page, string name)
        => Regex.Match(page, $"<select[^>]*name=\"{Regex.Escape(name)}\".*?</select>", RegexOptions.Singleline) is { Success: true } select
            && Regex.Match(select.Value, "value=\"(?<value>[^\"]*)\" selected") is { Success: true } option ? WebUtility.HtmlDecode(option.Groups["value"].Value) : "";

    /// <summary>Takes back the import that a report tells of; it ends later.</summary>
    public static async Task UndoAsync(TestBrowser browser, string report)
    {
        var operation = Undo().Match(report).Groups["id"].Value;
        using var answer = await browser.SubmitAsync($"/admin/operations/{operation}", [], $"/admin/operations/{operation}?handler=Undo");
    }

    [GeneratedRegex("name=\"Columns\\[[0-9]+\\]\\.Heading\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Heading();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("/admin/operations/(?<id>[a-z0-9]+)\\?handler=Undo")]
    private static partial Regex Undo();
}
