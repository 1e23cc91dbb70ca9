namespace Muon.MLNet;

/// <summary>A learning rate that depends on the step.</summary>
/// <remarks>
/// A number or a function converts to a schedule: <c>options.LearningRate = 0.02;</c>. Derive from this class for a schedule
/// of your own. Schedules hold no state, so one instance may serve several optimizers.
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of one step.</summary>
    /// <param name="step">
    /// The number of steps taken before this one, starting from 0. Under
    /// <see cref="MuonOptions.GradientAccumulationSteps"/> every call of <see cref="MuonOptimizer.step"/> counts.
    /// </param>
    /// <returns>A finite number ≥ 0.</returns>
    public abstract double GetLearningRate(long step);

    /// <summary>The same learning rate at every step.</summary>
    /// <param name="learningRate">A finite number ≥ 0.</param>
    public static implicit operator LearningRateSchedule(double learningRate) => FromDouble(learningRate);

    /// <summary>A learning rate that is asked for at every step.</summary>
    /// <param name="learningRate">Called at every step.</param>
    public static implicit operator LearningRateSchedule(Func<double> learningRate) => FromFunction(learningRate);

    /// <summary>The same learning rate at every step.</summary>
    /// <param name="learningRate">A finite number ≥ 0.</param>
    /// <returns>The schedule.</returns>
    public static LearningRateSchedule FromDouble(double learningRate) => new ConstantLearningRate(learningRate);

    /// <summary>A learning rate that is asked for at every step.</summary>
    /// <param name="learningRate">Called at every step.</param>
    /// <returns>The schedule.</returns>
    public static LearningRateSchedule FromFunction(Func<double> learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        return new FunctionLearningRate(learningRate);
    }
}
