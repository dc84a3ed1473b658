using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Crm.Contacts.Duplicates.Merge;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Notes;

public sealed class NotesTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_thought_is_noted_lies_in_the_inbox_and_is_attached_by_search(string database)
    {
        await using var tenant = await StartAsync(database);
        var (odile, other) = (await tenant.PersonAsync("Odile", "Martin"), await tenant.PersonAsync("Odette", "Martin"));
        Assert.Contains("href=\"/admin/notes\"", await tenant.Admin.ReadAsync("/admin/tasks")); // in the menu that "c" opens
        await WriteNoteAsync(tenant.Admin, "A scarf for Odile\nblue, she said", "idea");
        await WriteNoteAsync(tenant.Admin, "Oil the sledge", "note");
        var inbox = await tenant.Admin.ReadAsync("/admin/notes");
        Assert.Matches("Oil the sledge(?s:.)*A scarf for Odile", inbox);
        Assert.Contains("Odile Martin", await tenant.Admin.ReadAsync("/admin/notes?handler=Find&q=odile"));

        var id = IdOf(inbox, "A scarf for Odile");
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(tenant.Admin, "Attach", ("note", id), ("about", "nobody")));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(tenant.Admin, "Attach", ("note", id), ("about", odile)));
        Assert.DoesNotContain("A scarf for Odile", await tenant.Admin.ReadAsync("/admin/notes"));
        Assert.Contains("A scarf for Odile", await tenant.Admin.ReadAsync("/admin/notes?all=true"));
        Assert.Contains("A scarf for Odile", await tenant.Admin.ReadAsync($"/admin/people/{odile}?handler=Timeline&kind=idea"));

        await tenant.InAsync(async services =>
        {
            await services.GetServices<IPersonReference>().Single(reference => reference.GetType().Name == "NoteReferences").MoveAsync(odile, other, default);
            return true;
        });
        Assert.Contains("A scarf for Odile", await tenant.Admin.ReadAsync($"/admin/people/{other}?handler=Timeline"));
        await PostAsync(tenant.Admin, "Delete", ("note", id));
        Assert.DoesNotContain("A scarf for Odile", await tenant.Admin.ReadAsync($"/admin/people/{other}?handler=Timeline"));
        await PostAsync(tenant.Admin, "Restore", ("note", id));
        Assert.Contains("A scarf for Odile", await tenant.Admin.ReadAsync($"/admin/people/{other}?handler=Timeline"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Ones_notes_are_ones_own_and_every_act_is_there_over_the_API(string database)
    {
        await using var tenant = await StartAsync(database);
        var (_, annas) = await tenant.UserAsync("anna", "EditOwnNotes", "DeleteOwnNotes", "ViewContacts");
        var odile = await tenant.PersonAsync("Odile", "Martin");
        using var admin = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        using var written = await admin.Http.PostAsJsonAsync("api/notes", new { Text = "Secret thought", AboutId = odile });
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        var id = (string)System.Text.Json.Nodes.JsonNode.Parse(await written.Content.ReadAsStringAsync())!["contentItemId"]!;
        await WriteNoteAsync(annas, "Annas thought", "note");
        foreach (var way in new[] { "/admin/notes?all=true", "/api/notes", $"/api/notes?about={odile}", $"/admin/people/{odile}?handler=Timeline" })
        {
            Assert.DoesNotContain("Secret thought", await annas.ReadAsync(way));
            Assert.Contains(way.Contains(odile, StringComparison.Ordinal) ? "Secret thought" : "Annas thought", await tenant.Admin.ReadAsync(way));
        }

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(annas, "Attach", ("note", id), ("about", odile)));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(annas, "Delete", ("note", id)));
        using var refused = await admin.Http.PostAsJsonAsync("api/notes", new { Text = " " });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var let = await admin.Http.PostAsync($"api/notes/{id}/attach", null);
        Assert.Equal(HttpStatusCode.NoContent, let.StatusCode);
        Assert.Contains("Secret thought", await tenant.Admin.ReadAsync("/api/notes?unattached=true"));
        using var deleted = await admin.Http.DeleteAsync($"api/notes/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.DoesNotContain("Secret thought", await tenant.Admin.ReadAsync("/api/notes"));
    }

    private static async Task WriteNoteAsync(TestBrowser browser, string text, string kind)
    {
        using var answer = await browser.SubmitAsync("/admin/notes", [new("text", text), new("kind", kind)], "/admin/notes?handler=Write");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> PostAsync(TestBrowser browser, string handler, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.SubmitAsync("/admin/notes", fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), $"/admin/notes?handler={handler}");
        return answer.StatusCode;
    }

    private static string IdOf(string page, string text) => Regex.Match(page, Regex.Escape(text) + "(?s:.)*?note=(?<id>[0-9a-z]{26})").Groups["id"].Value;
}
