using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Activities;
using Crm.Activities.Notes;
using Crm.Activities.Tasks;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Contacts.Addresses;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.Notifications;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Erase;

/// <summary>A person whose name stands nowhere by chance, written into every place that keeps something of people.</summary>
internal sealed partial class Canary
{
    /// <summary>The word that is looked for: part of the name, of addresses, of texts about the person, of file names.</summary>
    public const string Word = "Kanarquist";

    public const string Name = "Zerlinda " + Word;

    private readonly PrivacyTenant _tenant;

    private Canary(PrivacyTenant tenant) => (_tenant, Gifts) = (tenant, new Gifts(tenant));

    /// <summary>Records that name the person in a field.</summary>
    public Gifts Gifts { get; }

    public string Id { get; private set; } = "";

    /// <summary>Somebody with whom the person was made one, and parted again.</summary>
    public string Parted { get; private set; } = "";

    /// <summary>A household that others live in too.</summary>
    public string SharedHome { get; private set; } = "";

    /// <summary>Somebody who lives there.</summary>
    public string Housemate { get; private set; } = "";

    /// <summary>Somebody who was related to the person once: only the history tells.</summary>
    public string Former { get; private set; } = "";

    /// <summary>A bulk act whose batch the person is in, with somebody else.</summary>
    public string Batch { get; private set; } = "";

    public static async Task<Canary> PlantAsync(PrivacyTenant tenant)
    {
        var canary = new Canary(tenant);
        await canary.RecordAsync();
        await canary.RelationsAsync();
        await canary.HistoryAndTrashAsync();
        await canary.TimelineAsync();
        await canary.ActivitiesAsync();
        await canary.AttachmentsAsync();
        await canary.Gifts.PlantAsync(canary.Id, canary.Housemate);
        await canary.MergesAsync();
        await canary.FilesOfPeopleAsync();
        await canary.ApiAsync();
        await canary.OperationAsync();
        await canary.RequestsAsync();
        await canary.SearchAsync();
        return canary;
    }

    private async Task RecordAsync()
    {
        await _tenant.DoAsync(async services =>
        {
            var definitions = services.GetRequiredService<IContentDefinitionManager>();
            await definitions.AlterPartDefinitionAsync("Person", part => part
                .WithField("Photo", field => field.OfType("MediaField").WithDisplayName("Photo"))
                .WithField("Hobby", field => field.OfType("TextField").WithDisplayName("Hobby").MergeSettings<FieldIndexSettings>(settings => settings.Filterable = true)));
            await definitions.AlterTypeDefinitionAsync(ContactTypes.Person, type => type.WithPart("Person"));
            var files = services.GetRequiredService<MediaFiles>();
            await files.WriteAsync($"people/{Word}.txt", new MemoryStream(Encoding.UTF8.GetBytes($"Portrait of {Name}")));
            await files.WriteAsync($"people/{Word}-old.txt", new MemoryStream(Encoding.UTF8.GetBytes($"Older portrait of {Name}")));
            await files.WriteAsync("people/everybody.txt", new MemoryStream(Encoding.UTF8.GetBytes("A picture of all")));
        });
        var lone = await HouseholdAsync($"Foyer {Word}");
        SharedHome = await HouseholdAsync("Famille Autre");
        Housemate = await _tenant.PersonAsync("Odile", "Autre", item =>
        {
            item.Alter<PersonPart>(person => person.Memberships.Add(new Membership { HouseholdId = SharedHome, Role = "parent" }));
            item.Merge(Fields("", "people/everybody.txt"));
        });
        Id = await _tenant.PersonAsync("Zerlinda", Word, item =>
        {
            item.Alter<PersonPart>(person =>
            {
                person.Notes = $"Notes on {Word}";
                person.Memberships = [new Membership { HouseholdId = lone, Role = "adult" }, new Membership { HouseholdId = SharedHome, Role = "child" }];
                person.ExternalKeys.Add(new ExternalKey { Source = "shop", Key = $"{Word}-1" });
            });
            item.Alter<ContactPointsPart>(points => points.Emails.Add(new Contacts.Points.Email { Address = $"zerlinda@{Word.ToLowerInvariant()}.example" }));
            item.Alter<AddressPart>(part => part.Addresses.Add(new PostalAddress { Lines = [$"1 rue {Word}"], Postcode = "75001", City = Word + "-ville", Country = "FR" }));
            item.Merge(Fields($"{Word} spotting", $"people/{Word}-old.txt", "people/everybody.txt"));
        });
    }

    // Held by the person, by somebody who lives there, by somebody in the trash, and by somebody who holds it no more.
    private async Task RelationsAsync()
    {
        Former = await _tenant.PersonAsync("Fiona", "Autre");
        var trashed = await _tenant.PersonAsync("Theo", "Autre");
        await HoldAsync(Id, new PersonRelation { PersonId = Housemate, Kind = "godmother", Note = $"{Word} sings for her" });
        await HoldAsync(Housemate, new PersonRelation { PersonId = Id, Kind = "neighbour", Note = $"Next door to {Word}" }, new PersonRelation { PersonId = Former, Kind = "sibling", Note = "Twins" });
        await HoldAsync(Former, new PersonRelation { PersonId = Id, Kind = "guardian", Note = $"Was the guardian of {Word}" });
        await HoldAsync(trashed, new PersonRelation { PersonId = Id, Kind = "spouse", Note = $"Once married to {Word}" });
        await _tenant.ChangeAsync(Former, item => item.Alter<PersonPart>(person => person.Relations.Clear()));
        await _tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(trashed, VersionOptions.Latest))!);
        });
    }

    private Task HoldAsync(string id, params PersonRelation[] relations) => _tenant.ChangeAsync(id, item => item.Alter<PersonPart>(person => person.Relations.AddRange(relations)));

    private static JsonObject Fields(string hobby, params string[] photos) => new()
    {
        ["Person"] = new JsonObject { ["Hobby"] = new JsonObject { ["Text"] = hobby }, ["Photo"] = new JsonObject { ["Paths"] = new JsonArray([.. photos.Select(path => (JsonNode)path)]) } },
    };

    private async Task HistoryAndTrashAsync()
    {
        await _tenant.ChangeAsync(Id, item =>
        {
            item.Alter<PersonPart>(person => person.Notes = $"Later notes on {Word}");
            item.Merge(Fields($"{Word} ringing", $"people/{Word}.txt"));
        });
        await _tenant.DoAsync(async services =>
        {
            services.GetRequiredService<MediaFiles>().Delete($"people/{Word}-old.txt");
            var content = services.GetRequiredService<IContentManager>();
            await content.RemoveAsync((await content.GetAsync(Id, VersionOptions.Latest))!);
        });
        await _tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RestoreAsync((await content.GetAllVersionsAsync(Id)).Single());
        });
    }

    private async Task TimelineAsync()
    {
        using (await _tenant.Admin.SubmitAsync($"/admin/people/{Id}", [new("Record.Kind", "call"), new("Record.Text", $"Called {Word} about the tree")], $"/admin/people/{Id}?handler=Record"))
        {
        }

        var (trashed, deleted) = (await InteractionAsync($"Trashed call with {Word}"), await InteractionAsync($"Deleted call with {Word}"));
        await InteractionAsync("Called all of them", Housemate);
        await _tenant.DoAsync(async services =>
        {
            var (content, session) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<ISession>());
            await content.RemoveAsync((await content.GetAsync(trashed, VersionOptions.Latest))!);
            session.Delete((await content.GetAsync(deleted, VersionOptions.Latest))!);
        });
    }

    private async Task ActivitiesAsync() => await _tenant.DoAsync(async services =>
    {
        var (content, notifications) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<Notifications>());
        var task = await content.NewAsync(ActivityTypes.Task);
        task.Alter<TaskPart>(part => (part.Subject, part.Notes, part.AboutType, part.AboutId) = ($"Ring {Word}", $"About {Word}", ContactTypes.Person, Id));
        task.DisplayText = $"Ring {Word}";
        task.Owner = _tenant.AdminId;
        await content.CreateAsync(task);
        await notifications.TellAsync(_tenant.AdminId, "Activities.Reminder", task.ContentItemId, $"reminder/{task.ContentItemId}");
        foreach (var isTrashed in (bool[])[false, true])
        {
            var note = await content.NewAsync(ActivityTypes.Note);
            note.Alter<NotePart>(part => (part.Text, part.AboutType, part.AboutId) = ($"Idea for {Word}", ContactTypes.Person, Id));
            await content.CreateAsync(note);
            if (isTrashed)
            {
                await content.RemoveAsync(note);
            }
        }
    });

    private async Task AttachmentsAsync() => await _tenant.DoAsync(async services =>
    {
        var files = services.GetRequiredService<ChangeAttachments>();
        foreach (var isTrashed in (bool[])[false, true])
        {
            var file = await files.AddAsync(Id, $"Letter of {Word}.txt", new MemoryStream(Encoding.UTF8.GetBytes($"Signed {Name}")), $"About {Word}", null, CancellationToken.None);
            if (isTrashed)
            {
                await files.RemoveAsync(file);
            }
        }
    });

    private async Task MergesAsync()
    {
        var choices = new MergeChoices(new Dictionary<string, MergeSide>(), Households: true);
        var double1 = await _tenant.PersonAsync("Zerlinde", Word, item => item.Alter<PersonPart>(person => person.Function = $"{Word} singer"));
        Parted = await _tenant.PersonAsync("Paule", "Rein");
        await MergeAsync(Id, double1, choices);
        var batch = await MergeAsync(Parted, Id, choices);
        await _tenant.DoAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null));
    }

    private Task<string> MergeAsync(string kept, string gone, MergeChoices choices) => _tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        return await services.GetRequiredService<MergePeople>().MergeAsync((await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, choices, CancellationToken.None);
    });

    private async Task FilesOfPeopleAsync()
    {
        // One file waits; of another the person's row was refused.
        await PutUpAsync($"name;first;mail\n{Word};Zerlinda;z@{Word}.example\n", $"{Name}.csv");
        var refused = await PutUpAsync($"first name,last name,email\nZerlinda,{Word},nonsense@\nAda,Roux,ada@example.org\nBea,Brun,also-nonsense@\n", "spoilt.csv");
        var page = await _tenant.Admin.ReadAsync($"/admin/people/import/{refused}");
        var headings = Heading().Matches(page).Select(match => match.Groups["value"].Value).ToList();
        string[] targets = ["GivenName", "FamilyName", "Email"];
        var fields = headings.SelectMany((heading, i) => new KeyValuePair<string, string>[] { new($"Columns[{i}].Heading", heading), new($"Columns[{i}].To", targets[i]), new($"Columns[{i}].Format", "") });
        using (var mapped = await _tenant.Admin.SubmitAsync($"/admin/people/import/{refused}", [new("go", "preview"), new("Key", ""), new("Source", "test"), .. fields]))
        {
            Assert.True(mapped.StatusCode == HttpStatusCode.Redirect, await mapped.Content.ReadAsStringAsync());
        }

        using (await _tenant.Admin.SubmitAsync($"/admin/people/import/{refused}/preview", [new("go", "start")]))
        {
        }

        await _tenant.SettleAsync();
        using var exported = await _tenant.Admin.SubmitAsync($"/admin/people/export?q={Word}", [new("q", Word), new("all", "true"), new("Kind", "Csv"), new("Columns", "FamilyName")]);
        Assert.True(exported.Content.Headers.ContentType?.MediaType == "text/csv", await exported.Content.ReadAsStringAsync());
    }

    private async Task ApiAsync()
    {
        using var client = _tenant.Host.Browse().WithToken(await _tenant.Host.AddTokenAsync(_tenant.Settings, "admin", "AccessContentApi", "EditContent", "PublishContent", "ViewContent"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/content") { Content = new StringContent($$"""{ "ContentItemId": "{{Id}}", "ContentType": "Person", "PersonPart": { "Function": "{{Word}} keeper" } }""", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("Idempotency-Key", "canary");
        using var answer = await client.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    // A bulk act over those whose name was searched, with somebody else whose undo has to work still.
    private async Task OperationAsync()
    {
        await _tenant.PersonAsync("Namesake", Word.ToUpperInvariant()[..4] + "onde");
        using var begun = await _tenant.Admin.SubmitAsync($"/admin/people/bulk?act=Stage&all=true&q={Word[..4]}", [new("act", "Stage"), new("all", "true"), new("q", Word[..4]), new("value", "client")], "/admin/people/bulk");
        Assert.True(begun.StatusCode == HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        Batch = begun.Headers.Location!.ToString().Split('/')[^1];
        await _tenant.SettleAsync();
    }

    // One of theirs with texts that name them, and one under their name, before they were found.
    private async Task RequestsAsync()
    {
        using var program = _tenant.Host.Browse().WithToken(await _tenant.Host.AddTokenAsync(_tenant.Settings, "admin"));
        var own = await AddAsync(new { personId = Id, asked = "access" });
        await program.Http.PostAsJsonAsync($"api/privacy/requests/{own}/steps", new { note = $"Rang {Name} back" });
        await program.Http.PostAsJsonAsync($"api/privacy/requests/{own}/extend", new { reason = $"{Name} wrote by hand" });
        await program.Http.PostAsJsonAsync($"api/privacy/requests/{own}/close", new { outcome = "granted", answer = $"Sent to {Name}" });
        await AddAsync(new { personName = $"{Name} (by phone)", asked = "erasure" });
        await program.Http.PostAsJsonAsync($"api/privacy/people/{Id}/restriction", new { reason = $"{Name} disputes it" });

        async Task<string> AddAsync(object request)
        {
            using var answer = await program.Http.PostAsJsonAsync("api/privacy/requests", request);
            Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            return answer.Headers.Location!.ToString().Split('/')[^1];
        }
    }

    private async Task SearchAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await _tenant.Admin.ReadAsync($"/admin/search?q={Word}")).Contains($"/admin/people/{Id}", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<string> HouseholdAsync(string name) => await _tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Household);
        item.Alter<HouseholdPart>(home => home.Name = name);
        item.DisplayText = name;
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private Task<string> InteractionAsync(string text, params string[] others) => _tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Interaction);
        item.Alter<InteractionPart>(part => (part.Kind, part.At, part.Title, part.Text, part.PersonIds, part.HouseholdIds) = ("call", new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), text, text, [Id, .. others], [SharedHome]));
        item.DisplayText = text;
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    private async Task<string> PutUpAsync(string text, string name)
    {
        var token = Token().Match(await _tenant.Admin.ReadAsync("/admin/people/import")).Groups["token"].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", name } };
        using var answer = await _tenant.Admin.Http.PostAsync("admin/people/import", form);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""name="Columns\[\d+\]\.Heading"[^>]*value="(?<value>[^"]*)""")]
    private static partial Regex Heading();
}
