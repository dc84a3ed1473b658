using System.Text.Json.Nodes;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Backup;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Privacy.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Erase;

/// <summary>
/// Erases a person behind the screen, in three steps that each can be taken up again after a kill: the database in one transaction; files and indexes; what rows that are gone left in the
/// database's own file. It cannot be taken back.
/// </summary>
internal sealed class EraseOperation(
    DataSubjects subjects, ErasePeople erase, RequestRegister register, DatabaseRemains remains, TenantRestore restores, ShellSettings tenant, Rights rights, Operations operations, IStringLocalizer<EraseOperation> s) : IOperation
{
    public const string Name = "Privacy.ErasePerson";
    private const string Person = "person";
    private const string Request = "request";
    private const string Stage = "stage";
    private const string Outside = "outside";
    private const string Remains = "remains";
    private const string Rest = "rest";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public string Kind => Name;

    public bool IsFinal => true;

    /// <summary>What is stored of it: an id and the number of the request.</summary>
    public static JsonObject Input(string personId, string request) => new() { [Person] = personId, [Request] = request };

    public string TitleOf(JsonObject input, long total) => (string?)input[Request] is { Length: > 0 } request ? s["Erasure of a person (request {0})", request] : s["Erasure of a person"];

    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var person = (string)run.Input[Person]!;
        switch ((string?)run.Place[Stage])
        {
            case null:
                await EraseAsync(run, person, cancellationToken);
                break;
            case Outside:
                var rest = (JsonObject)run.Place[Rest]!;
                if (await erase.EraseOutsideAsync(rest, await erase.IdsAsync(person, cancellationToken), cancellationToken))
                {
                    await restores.ConfirmAsync(tenant.Name, cancellationToken);
                    (run.Place[Stage], run.Place[Rest]) = (Remains, null);
                }

                break;
            default:
                if (await remains.ScrubAsync(cancellationToken))
                {
                    run.Done = 1;
                    run.Finish();
                }

                break;
        }
    }

    private async Task EraseAsync(OperationRun run, string person, CancellationToken cancellationToken)
    {
        if (!await rights.HoldsAsync(run.User, PrivacyPermissions.Erase))
        {
            throw new OperationRefusedException(s["You may no longer erase people."]);
        }

        // An import or a bulk act under way may hold the person in its question or bring them back. (They know of this kind themselves: they are asked for late.)
        if ((await operations.ListAsync(actor: null, int.MaxValue)).Any(other => other.IsUnderWay && other.Kind != Name))
        {
            await Task.Delay(s_pause, cancellationToken);
            return;
        }

        if (await subjects.FindAsync(person, cancellationToken) is not { } subject)
        {
            run.Done = 1;
            run.Finish();
            return;
        }

        if (!await rights.HoldsAsync(run.User, CommonPermissions.ViewContent, subject.Records[0]))
        {
            throw new OperationRefusedException(s["You may no longer see this person."]);
        }

        var number = (string?)run.Input[Request] ?? "";
        run.Place[Rest] = await erase.EraseAsync(subject, number, cancellationToken);
        if (await register.FindByNumberAsync(number, cancellationToken) is { } request)
        {
            await register.NoteAsync(request, RequestCodes.Erased);
        }

        run.Place[Stage] = Outside;
    }
}
