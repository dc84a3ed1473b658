using System.Security.Claims;
using Crm.Activities;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Messaging.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Calls.HandOver;

/// <summary>Letters as telephone calls: handing one over makes a task for whoever is to ring. The task is the only trace of it, so that it is known for certain whether a call was handed over.</summary>
internal sealed class CallChannel(IServiceScopeFactory scopes, MakeCall calls, IContentManager content, Kernel.Security.Rights rights, IStringLocalizer<CallChannel> s) : IChannel
{
    /// <summary>Its name in the ledger.</summary>
    public const string Call = "call";

    public string Name => Call;

    public string Title => s["Telephone call"];

    public bool IsSpoken => true;

    public string? AddressOf(ContentItem person) => NumberOf(person);

    /// <summary>The first telephone of theirs that can be rung, as E.164; null when there is none.</summary>
    public static string? NumberOf(ContentItem person) => person.As<ContactPointsPart>()?.Phones.FirstOrDefault(phone => phone.Kind != "fax" && !string.IsNullOrEmpty(phone.Number))?.Number;

    public async Task<Handover> HandOverAsync(Letter letter, Func<CancellationToken, Task<bool>> begin, CancellationToken cancellationToken)
    {
        if (!await begin(cancellationToken))
        {
            return new Handover(HandoverKind.Stopped);
        }

        await UnitOfWork.InBackgroundAsync(scopes, services => services.GetRequiredService<MakeCall>().MakeAsync(letter, cancellationToken));
        return new Handover(HandoverKind.Accepted);
    }

    public async Task<bool?> WasHandedOverAsync(string messageId, CancellationToken cancellationToken) => await calls.IsMadeAsync(messageId, cancellationToken);

    public async Task<string?> PageOfAsync(ClaimsPrincipal reader, string messageId, CancellationToken cancellationToken)
        => await content.GetAsync(messageId, VersionOptions.Latest) is { ContentType: ActivityTypes.Task } task && await rights.HoldsAsync(reader, CommonPermissions.ViewContent, task) ? $"/admin/tasks/{messageId}" : null;
}
