using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests;

/// <summary>A tenant with the API and one type: <c>Gift</c> with a title, a text and a number.</summary>
public sealed class OneTenant : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    public ShellSettings Tenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync();
        Tenant = await Host.SetupTenantAsync(features: ["Crm.Api"]);
        await Host.InTenantAsync(Tenant, services => AddGiftAsync(services.GetRequiredService<IContentDefinitionManager>()));
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public async Task<TestBrowser> ProgramAsync(string user = "admin") => Host.Browse().WithToken(await Host.AddTokenAsync(Tenant, user));

    public static Task AddGiftAsync(IContentDefinitionManager definitions) => definitions.MergeAsync(System.Text.Json.JsonSerializer.Deserialize<ContentDefinitionRecord>("""
        {
          "ContentTypeDefinitionRecords": [ { "Name": "Gift", "DisplayName": "Gift",
            "Settings": { "ContentTypeSettings": { "Creatable": true, "Listable": true, "Draftable": true, "Securable": true } },
            "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "Gift", "Name": "Gift", "Settings": {} } ] } ],
          "ContentPartDefinitionRecords": [ { "Name": "Gift", "Settings": {}, "ContentPartFieldDefinitionRecords": [
            { "FieldName": "TextField", "Name": "Secret", "Settings": {} },
            { "FieldName": "NumericField", "Name": "Price", "Settings": { "NumericFieldSettings": { "Required": false, "Minimum": 0 } } } ] } ]
        }
        """)!);
}
