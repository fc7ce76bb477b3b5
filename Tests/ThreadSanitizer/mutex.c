/* Tells the thread sanitizer about the locks of Swift's `Mutex`.
 *
 * On Linux the quick path of `Mutex`, taken when nobody holds it, is compiled into the program,
 * where the sanitizer sees its atomic operations. The slow path, taken when somebody does, is in
 * libswiftSynchronization, which is not built for the sanitizer: it does not see that who waited
 * comes after who let go, and reports what they both did under the lock as a race.
 *
 * Preloaded into the program under test (LD_PRELOAD), this calls the slow path and then says so.
 * Everything else stays as it is, so races of the program are found as before.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

/* Of the sanitizer; not there in programs without it, which are preloaded into as well. */
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

SWIFT void lockSlow(uint32_t state, SELF void *handle) __asm__(LOCK);
SWIFT bool tryLockSlow(SELF void *handle) __asm__(TRY_LOCK);
SWIFT void unlockSlow(SELF void *handle) __asm__(UNLOCK);

SWIFT void lockSlow(uint32_t state, SELF void *handle) {
  typedef SWIFT void Function(uint32_t, SELF void *);
  ((Function *)dlsym(RTLD_NEXT, LOCK))(state, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT bool tryLockSlow(SELF void *handle) {
  typedef SWIFT bool Function(SELF void *);
  bool isLocked = ((Function *)dlsym(RTLD_NEXT, TRY_LOCK))(handle);
  if (isLocked && __tsan_acquire) __tsan_acquire(handle);
  return isLocked;
}

SWIFT void unlockSlow(SELF void *handle) {
  typedef SWIFT void Function(SELF void *);
  if (__tsan_release) __tsan_release(handle);
  ((Function *)dlsym(RTLD_NEXT, UNLOCK))(handle);
}
