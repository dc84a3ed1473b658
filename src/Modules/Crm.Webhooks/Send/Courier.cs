using Crm.Kernel.Tenants;
using Crm.Webhooks.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Send;

/// <summary>Carries deliveries to their receivers. Nothing of the database is held while a receiver thinks.</summary>
internal sealed class Courier(IServiceScopeFactory scopes, WebhookClient client, IShellHost shells, ShellSettings settings)
{
    /// <summary>Sends what is due of a webhook, oldest first, until nothing is left or an attempt fails.</summary>
    /// <param name="goesOn">Whether to begin with another one.</param>
    /// <returns>False when an attempt failed.</returns>
    public async Task<bool> SendAllAsync(string webhookId, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        // A tenant that is stopped sends nothing from then on.
        bool? taken = true;
        while (taken == true && goesOn() && shells.TryGetSettings(settings.Name)?.State is TenantState.Running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            taken = await SendAsync(webhookId, null, cancellationToken);
        }

        return taken != false;
    }

    /// <summary>Sends one.</summary>
    /// <param name="only">The delivery, whether its webhook is on or off; null for the next.</param>
    /// <returns>Whether it was taken; null when there was none to send.</returns>
    public async Task<bool?> SendAsync(string webhookId, long? only, CancellationToken cancellationToken)
    {
        if (await InScopeAsync(desk => desk.TakeAsync(webhookId, only, cancellationToken)) is not { } parcel)
        {
            return null;
        }

        var outcome = parcel.Signature.Length == 0
            ? new Outcome(null, DeliveryFault.Secret, null, 0)
            : await client.PostAsync(parcel.Address, parcel.MessageId, parcel.Timestamp, parcel.Signature, parcel.Body, cancellationToken);

        // What was sent is noted, though the host stops.
        return await InScopeAsync(desk => desk.NoteAsync(parcel, outcome, CancellationToken.None));
    }

    /// <summary>Asks the desk something in a unit of work of its own.</summary>
    public Task<T> InScopeAsync<T>(Func<DeliveryDesk, Task<T>> work) => UnitOfWork.InBackgroundAsync(scopes, services => work(services.GetRequiredService<DeliveryDesk>()));
}
