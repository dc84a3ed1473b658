using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Attachments.Files;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.Lists;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Operations;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Testing;
using Crm.Webhooks.Log;
using Crm.Webhooks.Register;
using LinqToDB;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browsing;

/// <summary>One host with the tenant "pere-noel" for the tests that change nothing of it.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly SemaphoreSlim _signIn = new(1, 1);
    private List<Cookie>? _cookies;
    private Task<ShellSettings>? _empty;

    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    /// <summary>The token of a link that opens an account; a newer one would spend it.</summary>
    public string Invitation { get; private set; } = "";

    /// <summary>An operation that somebody stopped.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>A request in the register of those about personal data.</summary>
    public string Request { get; private set; } = "";

    /// <summary>A file that was put up to be imported, and one that was imported.</summary>
    public (string Waiting, string Done) Imports { get; private set; }

    /// <summary>A mail in the mailbox.</summary>
    public string Mail { get; private set; } = "";

    /// <summary>A mail that came in and that nobody was found for.</summary>
    public string Received { get; private set; } = "";

    /// <summary>A webhook that is off, and the id of what was sent to it.</summary>
    public (string Id, string MessageId) Webhook { get; private set; }

    /// <summary>A released brake that holds messages still, a message that waits to be rewritten, and what the link in it ends with.</summary>
    public (string Brake, string Message, string Token) Messages { get; private set; }

    /// <summary>A campaign that was checked, and one that was prepared.</summary>
    public (string Draft, string Prepared) Campaigns { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync(new() { Clock = new TestClock() });
        Tenant = await Host.SetupTenantAsync(recipe: "pere-noel");
        await Host.SwitchAsync(Tenant, on: ["Crm.Tenants"]);
        await Host.InTenantAsync(Tenant, async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            site.Properties["LocalizationSettings"] = new JsonObject
            {
                ["DefaultCulture"] = "fr",
                ["SupportedCultures"] = new JsonArray("fr", "en", Translations.PseudoLocale),
            };
            await sites.UpdateSiteSettingsAsync(site);
        });
        await Host.AddUserAsync(Tenant, "invited");
        Invitation = await Host.InTenantAsync(Tenant, async services =>
            await services.GetRequiredService<OneTimeLinks>().CreateAsync((await services.GetRequiredService<UserManager<User>>().FindByNameAsync("invited"))!));
        await Host.InTenantAsync(Tenant, FillAsync);
        Operation = await Host.InTenantAsync(Tenant, async services =>
        {
            var operations = services.GetRequiredService<Operations>();
            var id = await operations.StartAsync("Contacts.ChangePeople", new JsonObject { ["act"] = "Trash", ["upTo"] = 0 }, 12);
            await operations.CancelAsync(id);
            return id;
        });
        Webhook = await Host.InTenantAsync(Tenant, AddWebhookAsync);
        Mail = await Host.InTenantAsync(Tenant, SampleMail.AddAsync);
        Received = await Host.InTenantAsync(Tenant, SampleReceived.AddAsync);
        Messages = await Host.InTenantAsync(Tenant, SampleMessages.AddAsync);
        await Host.InTenantAsync(Tenant, SampleCalls.AddAsync);
        Campaigns = await Host.InTenantAsync(Tenant, SampleCampaigns.AddAsync);
        using (var program = Host.Browse().WithToken(await Host.AddTokenAsync(Tenant, "admin")))
        {
            using var added = await program.Http.PostAsJsonAsync("api/privacy/requests", new { personName = "Odile Vidal", asked = "access", channel = "mail" });
            Request = added.EnsureSuccessStatusCode().Headers.Location!.ToString().Split('/')[^1];
        }

        Imports = (await PutUpAsync("prénom,nom,né le\nOdile,Vidal,31/02/1990\nLéa,Vidal,1990-02-01\n", start: false), await PutUpAsync("prénom,nom,né le\nOdile,Vidal,31/02/1990\n", start: true));
        // The index is made and the import done before anybody looks: pages change while they are under way.
        await Host.SettleAsync();
    }

    private static async Task<(string Id, string MessageId)> AddWebhookAsync(IServiceProvider services)
    {
        var webhook = new Webhook { WebhookId = ContentId.New(), Name = "Ventes", Address = "https://example.org/hook", Events = ["created"], Role = "Administrator", IsOn = false };
        var session = services.GetRequiredService<ISession>();
        await session.SaveAsync(webhook);
        var sent = new Delivery
        {
            MessageId = "msg_1", WebhookId = webhook.WebhookId, EventType = "person.created", ContentType = "Person", ItemId = "x", OccurredUtc = DateTime.UnixEpoch, CreatedUtc = DateTime.UnixEpoch, Attempts = 10,
            State = (int)DeliveryState.Failed, Fault = DeliveryFault.Status, StatusCode = 500, Milliseconds = 12, Body = """{ "type": "person.created", "data": { "changed": [], "item": null } }""", Answer = "no",
        };
        await (await session.GetConnectionAsync(write: true)).InsertAsync(sent);
        return (webhook.WebhookId, sent.MessageId);
    }

    private Task<string> PutUpAsync(string text, bool start) => Host.InTenantAsync(Tenant, async services =>
    {
        services.GetRequiredService<ChangeContext>().Actor = (await services.GetRequiredService<UserManager<User>>().FindByNameAsync("admin"))!.UserId;
        var imports = services.GetRequiredService<PeopleImports>();
        var sight = await services.GetRequiredService<ContactSights>().ForAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "Administrator")], "test")), "Person");
        var id = await imports.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "essai.csv", sight, CancellationToken.None);
        if (start)
        {
            await imports.StartAsync((await imports.GetAsync(id, CancellationToken.None))!, CancellationToken.None);
        }

        return id;
    });

    /// <summary>Families of the demo, and one of what it has none of, so that every page has a record to show.</summary>
    private static async Task FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<Teams>().StoreAsync(new Team { TeamId = ContentId.New(), Name = "Ventes" });
        await services.GetRequiredService<IContentDefinitionManager>().AlterPartDefinitionAsync("Toy", part => part.WithField("Club", field => field.OfType("TextField")));
        await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync("Toy", type => type.WithPart("TitlePart").WithPart("Toy"));
        var content = services.GetRequiredService<IContentManager>();
        services.GetRequiredService<ChangeContext>().BatchId = ContentId.New();
        var ids = new Dictionary<string, string>();
        foreach (var (type, data) in new[]
        {
            ("Household", """{ "HouseholdPart": { "Name": "Famille Lefèvre", "Notes": "Sonner deux fois" } }"""),
            ("Organisation", """{ "OrganisationPart": { "Name": "Atelier Lefèvre", "LegalName": "Lefèvre SARL" } }"""),
            ("Person", """
                { "PersonPart": { "GivenName": "Jonas", "FamilyName": "Lefèvre", "BirthDate": "2014-05-06", "Memberships": [ { "HouseholdId": "{Household}", "Role": "child" } ], "Affiliations": [ { "OrganisationId": "{Organisation}" } ] },
                  "ContactPointsPart": { "Emails": [ { "Address": "jonas@example.org" } ] } }
                """),
            ("Interaction", """{ "InteractionPart": { "Kind": "letter", "Title": "Un vélo rouge", "Text": "Un vélo rouge", "At": "2026-11-02T08:00:00Z", "PersonIds": [ "{Person}" ], "HouseholdIds": [ "{Household}" ] } }"""),
        })
        {
            var item = await content.NewAsync(type);
            item.Merge((JsonObject)JsonNode.Parse(ids.Aggregate(data, (text, id) => text.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal)))!);
            item.DisplayText = type switch { "Person" => "Jonas Lefèvre", "Household" => "Famille Lefèvre", "Organisation" => "Atelier Lefèvre", _ => "Un vélo rouge" };
            await content.CreateAsync(item);
            ids[type] = item.ContentItemId;
        }

        var files = services.GetRequiredService<ChangeAttachments>();
        foreach (var (name, text) in new[] { ("Lettre au Père Noël.txt", "Un vélo rouge"), ("Autorisation.pdf", "%PDF-1.7") })
        {
            await files.AddAsync(ids["Person"], name, new MemoryStream(Encoding.UTF8.GetBytes(text)), "Reçue par la poste", null, CancellationToken.None);
        }
    }

    /// <summary>A tenant with all features of this one and nobody in it; a page there, signed in as its administrator.</summary>
    public async Task<Sheet> OpenEmptyAsync(Chrome chrome)
    {
        var empty = await (_empty ??= SetupEmptyAsync());
        var sheet = await chrome.OpenAsync(new Uri(Host.Address, empty.RequestUrlPrefix + "/"));
        await sheet.SignInAsync();
        return sheet;
    }

    /// <summary>The administrator of that tenant without a browser's engine.</summary>
    public async Task<TestBrowser> BrowseEmptyAsync() => await Host.Browse((await (_empty ??= SetupEmptyAsync())).RequestUrlPrefix!).SignInAsync();

    private async Task<ShellSettings> SetupEmptyAsync()
    {
        var features = await Host.InTenantAsync(Tenant, services => services.GetRequiredService<IShellFeaturesManager>().GetEnabledFeaturesAsync());
        return await Host.SetupTenantAsync("empty", prefix: "empty", features: [.. features.Select(feature => feature.Id)]);
    }

    /// <summary>A page signed in as the administrator; signing in itself happens once.</summary>
    public async Task<Sheet> OpenAsync(Chrome chrome, string language = "fr", int width = 1440, int height = 900)
    {
        var chosen = new Cookie { Name = "language", Value = language, Domain = Host.Address.Host, Path = "/" };
        return await chrome.OpenAsync(Host.Address, "fr-FR", width, height, (await CookiesAsync(chrome)).Append(chosen));
    }

    /// <summary>The cookies of the administrator's session.</summary>
    public async Task<IReadOnlyList<Cookie>> CookiesAsync(Chrome chrome)
    {
        await _signIn.WaitAsync();
        try
        {
            return _cookies ??= await SignInAsync(chrome);
        }
        finally
        {
            _signIn.Release();
        }
    }

    private async Task<List<Cookie>> SignInAsync(Chrome chrome)
    {
        await using var sheet = await chrome.OpenAsync(Host.Address);
        await sheet.SignInAsync();
        return (await sheet.CookiesAsync()).Where(cookie => cookie.Name != "language").Select(cookie => new Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Expires = cookie.Expires,
            HttpOnly = cookie.HttpOnly, Secure = cookie.Secure, SameSite = cookie.SameSite,
        }).ToList();
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
