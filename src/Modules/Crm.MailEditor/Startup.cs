using Crm.Kernel;
using Crm.MailEditor.Blocks;
using Crm.MailEditor.Edit;
using Crm.Messaging.Actions;
using Crm.Messaging.Templates.Edit;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.MailEditor;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddScoped<NewBlocks>().AddScoped<BlockWords>();
        services.AddSingleton(new TemplateTool("/Crm.MailEditor/Edit/_Tool.cshtml"));
        services.AddSingleton(new AudienceTool("/Crm.MailEditor/Preview/_Audience.cshtml"));
    }
}
