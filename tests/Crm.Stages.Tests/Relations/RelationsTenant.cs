using System.Net;
using Crm.Contacts.People;
using Crm.Contacts.Relations;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Relations;

/// <summary>What tests of relations ask of a tenant.</summary>
internal static class RelationsTenant
{
    /// <summary>Adds a relation by the form, and gives its id.</summary>
    public static async Task<string> RelateAsync(this ContactsTenant tenant, string id, string kind, string other, params (string Name, string Value)[] more)
    {
        var before = await tenant.RowsAsync();
        var answer = await tenant.PostAsync($"/admin/people/{id}/relations", [("Input.Kind", kind), ("PersonId", other), .. more]);
        Assert.True(answer.Status == HttpStatusCode.Redirect, answer.Page);
        return Assert.Single(await tenant.RowsAsync(), row => before.TrueForAll(known => known.RelationId != row.RelationId)).RelationId;
    }

    /// <summary>Sends a form of the page of relations; what came back, words decoded.</summary>
    public static async Task<(HttpStatusCode Status, string Page)> PostAsync(this ContactsTenant tenant, string page, IEnumerable<(string Name, string Value)> fields, string? action = null)
    {
        using var answer = await tenant.Browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), action);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>What the panel says, tags taken out.</summary>
    public static async Task<string> PanelAsync(this ContactsTenant tenant, string id, Testing.TestBrowser? browser = null)
    {
        var page = WebUtility.HtmlDecode(await (browser ?? tenant.Browser).ReadAsync($"/admin/contacts/{id}/panels/relations"));
        var panel = page[page.IndexOf("id=\"panel-relations\"", StringComparison.Ordinal)..];
        return System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(panel[..panel.IndexOf("</section>", StringComparison.Ordinal)], "<[^>]*>", " "), "\\s+", " ");
    }

    public static Task<List<RelationIndex>> RowsAsync(this ContactsTenant tenant) => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<RelationIndex>().OrderBy(row => row.Id).ToListAsync());

    /// <summary>The relations that a person holds.</summary>
    public static Task<List<PersonRelation>> HeldAsync(this ContactsTenant tenant, string id)
        => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))?.As<PersonPart>()?.Relations ?? []);

    /// <summary>Stores a relation past the form.</summary>
    public static Task HoldAsync(this ContactsTenant tenant, string id, params PersonRelation[] relations) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Alter<PersonPart>(part => part.Relations.AddRange(relations));
        await content.UpdateAsync(item);
        return true;
    });

    public static async Task<string> UndoOfAsync(this ContactsTenant tenant, string page)
        => System.Text.RegularExpressions.Regex.Match(WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)), $"/{tenant.Settings.Name}(?<undo>/admin/[^\"]*handler=Undo[^\"]*)\"").Groups["undo"].Value is { Length: > 0 } undo ? undo : throw new InvalidOperationException("no undo is offered");
}
