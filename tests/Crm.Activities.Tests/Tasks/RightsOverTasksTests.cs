using System.Net;
using System.Net.Http.Json;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Crm.Activities.Tests.ActivitiesTenant;

namespace Crm.Activities.Tests.Tasks;

public sealed class RightsOverTasksTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task One_sees_and_does_ones_own_a_head_those_of_the_team_and_nobody_gives_tasks_beyond(string database)
    {
        await using var tenant = await StartAsync(database);
        var (anna, annas) = await tenant.UserAsync("anna", "EditOwnTasks", "ViewContacts");
        var (bruno, brunos) = await tenant.UserAsync("bruno", "EditTeamTasks", "ViewContacts");
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<Teams>().StoreAsync(new Team { Name = "Sales", MemberIds = [anna, bruno] });
            return true;
        });
        var odile = await tenant.PersonAsync("Odile", "Martin");
        var hers = await WriteAsync(annas, ("Subject", "Annas task"), ("AboutId", odile));
        var his = await WriteAsync(brunos, ("Subject", "Brunos task"), ("AboutId", odile));
        var secret = await WriteAsync(tenant.Admin, ("Subject", "Secret task"), ("AboutId", odile));
        await ActAsync(tenant.Admin, secret, "Done");

        string[] ways = ["/admin/tasks?who=all", "/admin/tasks?who=all&view=done", "/api/tasks", "/api/tasks?view=done", $"/admin/contacts/{odile}/panels/tasks", $"/admin/people/{odile}?handler=Timeline", "/admin"];
        foreach (var way in ways)
        {
            Assert.DoesNotContain("Secret task", await annas.ReadAsync(way));
            Assert.DoesNotContain("Brunos task", await annas.ReadAsync(way));
            Assert.DoesNotContain("Secret task", await brunos.ReadAsync(way));
        }

        Assert.Contains("Annas task", await brunos.ReadAsync("/admin/tasks?who=team"));
        Assert.DoesNotContain("Annas task", await brunos.ReadAsync("/admin/tasks?who=me"));
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(annas, his, "Done"));
        Assert.Equal(HttpStatusCode.Redirect, await ActAsync(brunos, hers, "Done"));
        foreach (var (browser, id) in new[] { (annas, his), (brunos, secret), (annas, "nothing") })
        {
            using var answer = await browser.GetAsync($"/admin/tasks/{id}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var refused = await annas.SubmitAsync("/admin/tasks/new", [new("Input.Subject", "For Bruno"), new("Input.Owner", bruno)]);
        Assert.Contains("You cannot give this person tasks.", await refused.Content.ReadAsStringAsync());
        using var beyond = await brunos.SubmitAsync("/admin/tasks/new", [new("Input.Subject", "For the boss"), new("Input.Owner", tenant.AdminId)]);
        Assert.Contains("You cannot give this person tasks.", await beyond.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_hidden_subject_or_day_is_shown_nowhere_and_kept_by_a_form_that_does_not_show_it()
    {
        await using var tenant = await StartAsync();
        var (_, reader) = await tenant.UserAsync("reader", "EditTasks", "ViewContacts");
        var odile = await tenant.PersonAsync("Odile", "Martin");
        var id = await WriteAsync(tenant.Admin, ("Subject", "Kanari"), ("Notes", "Kanari too"), ("DueDay", "2026-11-20"), ("AboutId", odile));
        await tenant.InAsync(async services =>
        {
            var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var all = await documents.GetOrCreateMutableAsync();
            all.Fields.AddRange(new[] { "Subject", "Notes", "DueDay" }.Select(member => new FieldRight { ContentType = "Task", Path = $"TaskPart.{member}" }));
            await documents.UpdateAsync(all);
            return true;
        });
        string[] ways = ["/admin/tasks?who=all", $"/admin/tasks/{id}", $"/admin/tasks/{id}/edit", $"/admin/contacts/{odile}/panels/tasks", "/api/tasks", $"/api/tasks/{id}"];
        foreach (var way in ways)
        {
            var page = await reader.ReadAsync(way);
            Assert.DoesNotContain("Kanari", page);
            Assert.DoesNotContain("2026-11-20", page);
            Assert.DoesNotContain(">late<", page);
        }

        using (var saved = await reader.SubmitAsync($"/admin/tasks/{id}/edit", [new("Input.Priority", "high"), new("Input.Subject", "guessed"), new("Input.AboutId", odile)]))
        {
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        var task = (await tenant.TaskAsync(id))!;
        Assert.Equal(("Kanari", "Kanari too", new DateOnly(2026, 11, 20), "high"), (task.Subject, task.Notes, task.DueDay!.Value, task.Priority));
        Assert.Contains("\"items\":[]", await reader.ReadAsync("/api/tasks?view=done"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Every_act_is_there_over_the_API(string database)
    {
        await using var tenant = await StartAsync(database);
        using var browser = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var http = browser.Http;
        using var created = await http.PostAsJsonAsync("api/tasks", new { Subject = "Over the API", DueDay = "2026-11-25", DueTime = "14:30", Repeat = "FREQ=WEEKLY", RemindBefore = 15 });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (string)System.Text.Json.Nodes.JsonNode.Parse(await created.Content.ReadAsStringAsync())!["ContentItemId"]!;
        using var refused = await http.PostAsJsonAsync("api/tasks", new { Subject = "", Repeat = "FREQ=NEVER" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var changed = await http.PutAsJsonAsync($"api/tasks/{id}", new { Subject = "Over the API, changed", DueDay = "2026-11-26", Repeat = "FREQ=WEEKLY" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        foreach (var act in new[] { "snooze?until=week", "acknowledge", "done", "reopen", "done" })
        {
            using var answer = await http.PostAsync($"api/tasks/{id}/{act}", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var never = await http.PostAsync($"api/tasks/{id}/snooze?until=never", null);
        Assert.Equal(HttpStatusCode.BadRequest, never.StatusCode);
        var task = (await tenant.TaskAsync(id))!;
        Assert.Equal(("Over the API, changed", new DateOnly(2026, 12, 3)), (task.Subject, (await tenant.TaskAsync(task.NextId))!.DueDay!.Value));
        using var deleted = await http.DeleteAsync($"api/tasks/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Null(await tenant.TaskAsync(id));
    }
}
