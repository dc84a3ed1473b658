using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

/// <summary>The cells of one person, as the list's script asks for them.</summary>
internal sealed partial class CellPage(ContactsTenant tenant, TestBrowser browser, string id)
{
    /// <summary>Ada, with something in every column.</summary>
    public static async Task<CellPage> AdaAsync(ContactsTenant tenant)
    {
        var id = (await tenant.PeopleAsync(("Ada", "Lovelace")))[0];
        await ChangeAsync(tenant, id, item =>
        {
            item.Alter<PersonPart>(person => (person.Stage, person.Source, person.BirthDate, person.Gender, person.Languages) = ("prospect", "Salon", new DateOnly(1980, 12, 10), "female", ["en", "fr"]));
            item.Alter<ContactPointsPart>(points =>
            {
                points.Emails = [new Contacts.Points.Email { Address = "ada@example.org", Kind = "home" }, new Contacts.Points.Email { Address = "second@example.org" }];
                points.Phones = [new Phone { Raw = "05 57 51 00 00", Number = "+33557510000", Kind = "fax" }, new Phone { Raw = "+33 6 12 34 56 78", Number = "+33612345678", Kind = "mobile" }];
            });
            item.Alter<AddressPart>(part => part.Addresses = [new PostalAddress { Kind = "home", Lines = ["12 rue des Lilas"], Postcode = "33500", City = "Libourne", Country = "FR" }]);
        });
        return new CellPage(tenant, tenant.Browser, id);
    }

    /// <summary>Changes a person as somebody else would.</summary>
    public static Task ChangeAsync(ContactsTenant tenant, string id, Action<ContentItem> change) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        change(item);
        await content.UpdateAsync(item);
        return true;
    });

    public string Id => id;

    public string Address(string column) => $"/admin/people/{id}/cell/{column}";

    /// <summary>The same person's cells in another browser.</summary>
    public CellPage In(TestBrowser other) => new(tenant, other, id);

    public async Task<ContentItem> ItemAsync() => (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!;

    /// <summary>The editor, as htmx gets it.</summary>
    public async Task<string> OpenAsync(string column)
    {
        using var answer = await SendAsync(HttpMethod.Get, Address(column), []);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    /// <summary>Opens the editor and saves that value, or those inputs.</summary>
    public async Task<CellAnswer> SaveAsync(string column, string? value, params (string Name, string Value)[] inputs)
    {
        var editor = await OpenAsync(column);
        return await SaveFromAsync(editor, column, value, inputs);
    }

    /// <summary>Saves from an editor that was opened before.</summary>
    public Task<CellAnswer> SaveFromAsync(string editor, string column, string? value, params (string Name, string Value)[] inputs) => SendAsync(HttpMethod.Post, Address(column),
        [("__RequestVerificationToken", Token().Match(editor).Groups[1].Value), ("Version", Version().Match(editor).Groups[1].Value), .. value is null ? [] : new[] { ("Value", value) }, .. inputs]);

    /// <summary>Presses the undo of a toast.</summary>
    public async Task<CellAnswer> UndoAsync(string address)
        => await SendAsync(HttpMethod.Post, address, [("__RequestVerificationToken", Token().Match(await browser.ReadAsync("/admin/profile")).Groups[1].Value)]);

    private async Task<CellAnswer> SendAsync(HttpMethod method, string address, IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(method, address.TrimStart('/')) { Headers = { { "HX-Request", "true" } } };
        request.Content = method == HttpMethod.Get ? null : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, WebUtility.HtmlDecode(field.Value))));
        var answer = await browser.Http.SendAsync(request);
        return new CellAnswer(answer, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), tenant.Settings.Name);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Version\"[^>]*value=\"([0-9]+)\"")]
    private static partial Regex Version();
}

/// <summary>What came back for a cell.</summary>
internal sealed record CellAnswer(HttpResponseMessage Response, string Text, string Tenant) : IDisposable
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The toast that goes with it; null for none.</summary>
    public JsonObject? Toast => Response.Headers.TryGetValues("HX-Trigger", out var told) ? JsonNode.Parse(told.Single())!["toast"] as JsonObject : null;

    /// <summary>Where its undo is sent, without the tenant's prefix; null when none is offered.</summary>
    public string? Undo => (string?)Toast?["undo"] is { } undo ? undo[$"/{Tenant}".Length..] : null;

    /// <summary>Whether the editor came back instead of the cell.</summary>
    public bool IsEditor => Text.Contains("cell-open", StringComparison.Ordinal);

    public void Dispose() => Response.Dispose();
}
