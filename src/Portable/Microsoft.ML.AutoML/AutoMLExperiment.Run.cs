using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.AutoML;

public partial class AutoMLExperiment
{
    private TrialResult _best;

    public TrialResult Run() => RunAsync().Result;

    public async Task<TrialResult> RunAsync(CancellationToken ct = default)
    {
        using var experiment = CancellationTokenSource.CreateLinkedTokenSource(ct);
        experiment.CancelAfter(TimeSpan.FromSeconds(_settings.MaxExperimentTimeInSeconds));
        _running = experiment.Token;
        ServiceProvider provider = Services.BuildServiceProvider();
        IMonitor monitor = provider.GetService<IMonitor>();
        ITuner tuner = provider.GetService<ITuner>();
        for (int id = 0; id < _settings.MaxModels && !_running.IsCancellationRequested; id++)
        {
            var settings = new TrialSettings { TrialId = id, Parameter = Parameter.CreateNestedParameter(), StartedAtUtc = DateTime.UtcNow };
            settings.Parameter = tuner.Propose(settings);
            using ITrialRunner runner = provider.GetRequiredService<ITrialRunner>();
            monitor?.ReportRunningTrial(settings);
            try
            {
                TrialResult result = await RunTrial(runner, settings);
                Take(result, monitor, tuner);
            }
            catch (OperationCanceledException) when (_running.IsCancellationRequested)
            {
                break;
            }
            catch (OperationCanceledException e)
            {
                monitor?.ReportFailTrial(settings, e);
                tuner.Update(new TrialResult { TrialSettings = settings, Loss = double.MaxValue });
            }
            catch (Exception e)
            {
                monitor?.ReportFailTrial(settings, e);
                if (_best is null && !_running.IsCancellationRequested)
                {
                    throw;
                }
            }
        }

        return _best ?? throw new TimeoutException(
            "Training time finished without completing a successful trial. Either no trial completed or the metric for all completed trials are NaN or Infinity");
    }

    private async Task<TrialResult> RunTrial(ITrialRunner runner, TrialSettings settings)
    {
        using var trial = CancellationTokenSource.CreateLinkedTokenSource(_running);
        using var meter = new TrialMeter(_settings.MaximumMemoryUsageInMegaByte, trial);
        TrialResult result = await runner.RunAsync(settings, trial.Token);
        (result.PeakCpu, result.PeakMemoryInMegaByte) = (meter.PeakCpu, meter.PeakMemory);
        result.TrialSettings.EndedAtUtc = DateTime.UtcNow;
        return result;
    }

    private void Take(TrialResult result, IMonitor monitor, ITuner tuner)
    {
        monitor?.ReportCompletedTrial(result);
        tuner.Update(result);
        if (result.Loss < (_best?.Loss ?? double.MaxValue))
        {
            _best = result;
            monitor?.ReportBestTrial(result);
        }
    }
}
