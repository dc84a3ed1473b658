using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using Crm.Messaging.Ledger;
using Crm.Messaging.Preferences;
using Crm.Messaging.Send;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Actions;

/// <summary>Registration of what modules that put messages ask: their constructors are the module's own.</summary>
public static class ActionServices
{
    /// <summary>Adds a module's titles of its actions.</summary>
    public static IServiceCollection AddActionTitles<T>(this IServiceCollection services) where T : class, IActionTitles => services.AddScoped<IActionTitles, T>();

    internal static IServiceCollection AddActions(this IServiceCollection services) => services
        .AddScoped<ActionTitles>()
        .AddScoped<MessageReturnFigures>()
        .AddScoped(provider => new SentLetters(provider.GetRequiredService<ISession>()))
        .AddScoped(provider => new ActionLedger(provider.GetRequiredService<MessageLedger>(), provider.GetRequiredService<MessageReturnFigures>(), provider.GetRequiredService<LedgerWords>(), provider.GetRequiredService<Recipients>()))
        .AddScoped(provider => new MailTemplateBook(provider.GetRequiredService<MailTemplates>()))
        .AddScoped(provider => new Foresight(
            provider.GetRequiredService<SendChecks>(), provider.GetRequiredService<MailTemplates>(), provider.GetRequiredService<TemplateLetters>(), provider.GetRequiredService<AddressKeys>(), provider.GetRequiredService<LeaveLinks>(),
            provider.GetRequiredService<IContentManager>(), provider.GetServices<IChannel>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<Foresight>>()));
}
